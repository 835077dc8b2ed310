package io.noetl.camel.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what is wrong with a document as compilers do: place, source line, caret, cure. */
public final class ProblemText {
  private final Style style;

  public ProblemText(Style style) {
    this.style = style;
  }

  /**
   * The lines of one problem.
   *
   * @param problem with the members code, severity, file, line, column, message, cure, excerpt
   * @param file the name to print for the document instead of the problem's own; null to keep it
   */
  public List<String> lines(JsonNode problem, @Nullable String file) {
    List<String> lines = new ArrayList<>();
    int line = problem.path("line").asInt();
    int column = Math.max(1, problem.path("column").asInt());
    String severity =
        switch (problem.path("severity").asText().toUpperCase(Locale.ROOT)) {
          case "WARNING" -> style.warning("warning");
          case "NOTE" -> style.faint("note");
          default -> style.bad("error");
        };
    String place =
        "%s:%d:%d".formatted(file == null ? problem.path("file").asText() : file, line, column);
    lines.add(
        "%s: %s: %s %s"
            .formatted(
                style.strong(place),
                severity,
                problem.path("message").asText(),
                style.faint("[" + problem.path("code").asText() + "]")));
    String excerpt = problem.path("excerpt").asText();
    if (!excerpt.isBlank()) {
      String gutter = "%5d | ".formatted(line);
      lines.add(style.faint(gutter) + excerpt);
      lines.add(" ".repeat(gutter.length()) + underTabs(excerpt, column - 1) + style.bad("^"));
    }
    String cure = problem.path("cure").asText();
    if (!cure.isBlank()) {
      lines.add("      = " + cure);
    }
    return lines;
  }

  /** Blanks as wide as the beginning of the line: its tabs stay tabs. */
  private static String underTabs(String excerpt, int length) {
    String beginning = excerpt.substring(0, Math.min(length, excerpt.length()));
    return beginning.replaceAll("[^\t]", " ") + " ".repeat(length - beginning.length());
  }
}
