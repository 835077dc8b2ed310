package io.noetl.camel.cli.upgrade;

import io.noetl.camel.store.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a {@code next} of today. */
final class ArcsText {
  private static final Json JSON = new Json();

  private ArcsText() {}

  /**
   * The member {@code next}, without a line break at its end.
   *
   * @param column of its key, from 0
   * @param comments lines that stand above it
   */
  static String of(List<NewArc> arcs, boolean inclusive, int column, List<String> comments) {
    String indent = " ".repeat(column);
    StringBuilder text = new StringBuilder();
    comments.forEach(comment -> text.append(comment).append('\n').append(indent));
    if (arcs.size() == 1 && arcs.getFirst().when() == null && arcs.getFirst().set().isEmpty()) {
      return text.append("next: ").append(inOneLine(arcs, inclusive)).toString();
    }
    text.append("next:");
    if (inclusive) {
      text.append('\n').append(indent).append("  spec: {mode: inclusive}");
    }
    text.append('\n').append(indent).append("  arcs:");
    for (NewArc arc : arcs) {
      text.append('\n').append(indent).append("    - step: ").append(plain(arc.step()));
      if (arc.when() != null) {
        text.append('\n').append(indent).append("      when: ").append(quoted(arc.when()));
      }
      if (!arc.set().isEmpty()) {
        text.append('\n').append(indent).append("      set: ").append(set(arc));
      }
    }
    return text.toString();
  }

  /** The value of {@code next} in braces. */
  static String inOneLine(List<NewArc> arcs, boolean inclusive) {
    List<String> written = new ArrayList<>();
    for (NewArc arc : arcs) {
      String when = arc.when() == null ? "" : ", when: " + quoted(arc.when());
      String set = arc.set().isEmpty() ? "" : ", set: " + set(arc);
      written.add("{step: " + plain(arc.step()) + when + set + "}");
    }
    return "{"
        + (inclusive ? "spec: {mode: inclusive}, " : "")
        + "arcs: ["
        + String.join(", ", written)
        + "]}";
  }

  private static String set(NewArc arc) {
    List<String> members = new ArrayList<>();
    arc.set().forEach((name, value) -> members.add(plain(name) + ": " + quoted(value)));
    return "{" + String.join(", ", members) + "}";
  }

  private static String plain(String name) {
    return name.matches("[A-Za-z_][\\w-]*") && !name.matches("(?i)true|false|null|yes|no|on|off")
        ? name
        : quoted(name);
  }

  /** JSON is YAML, too. */
  private static String quoted(@Nullable Object value) {
    return JSON.write(value);
  }
}
