package io.noetl.camel.template;

import io.noetl.camel.template.compile.TextTruth;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The truth of conditions: Jinja2's, but for texts that stand there as words. */
final class Conditions {
  private Conditions() {}

  /** Whether what a condition gave is true. */
  static boolean isTrue(@Nullable Object value, TextTruth truth) {
    if (value == null || !Types.isText(value)) {
      return !Types.isUndefined(value) && Truth.of(value);
    }
    String word = Str.of(value).strip().toLowerCase(Locale.ROOT);
    return switch (truth) {
      case SAYS_YES -> word.equals("true") || word.equals("1") || word.equals("yes");
      case SAYS_NOT_NO ->
          !word.isEmpty() && !word.equals("false") && !word.equals("0") && !word.equals("no");
      case JINJA -> Truth.of(value);
    };
  }
}
