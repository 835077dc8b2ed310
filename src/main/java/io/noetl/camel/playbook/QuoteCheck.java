package io.noetl.camel.playbook;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Warns of texts in typographic quotes, which YAML takes for letters of the text. */
final class QuoteCheck {
  private static final Pattern QUOTED =
      Pattern.compile("\\s*[“”„‟‘’‚«](.*)[”“‟’‘»]\\s*", Pattern.DOTALL);

  private final Problems problems;

  QuoteCheck(Problems problems) {
    this.problems = problems;
  }

  void check(@Nullable Object value, String pointer) {
    switch (value) {
      case String text -> text(text, pointer);
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          check(list.get(i), SourceMap.child(pointer, i));
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, member) -> check(member, SourceMap.child(pointer, (String) key)));
      case null, default -> {}
    }
  }

  private void text(String text, String pointer) {
    Matcher quoted = QUOTED.matcher(text);
    if (quoted.matches() && text.length() < 200) {
      problems.warning(
          "PB0016",
          pointer,
          "The quotes of %s are part of the text.".formatted(text.strip()),
          "Write straight quotes: \"%s\".".formatted(quoted.group(1)));
    }
  }
}
