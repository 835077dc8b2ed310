package io.noetl.camel.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table with box-drawn lines. */
public final class Table {
  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> headings) {
    this.headings = List.copyOf(headings);
  }

  /** Adds a row; cells that it lacks are empty. */
  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /** The whole table, lines ended by line feeds. */
  public String text() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < headings.size(); column++) {
      int width = width(headings.get(column));
      for (List<String> row : rows) {
        width = Math.max(width, width(cell(row, column)));
      }
      widths.add(width);
    }
    StringBuilder text = new StringBuilder();
    rule(text, widths, "┌", "┬", "┐");
    line(text, widths, headings);
    rule(text, widths, "├", "┼", "┤");
    rows.forEach(row -> line(text, widths, row));
    rule(text, widths, "└", "┴", "┘");
    return text.toString();
  }

  private static void rule(
      StringBuilder text, List<Integer> widths, String left, String middle, String right) {
    text.append(
        widths.stream()
            .map(width -> "─".repeat(width + 2))
            .collect(Collectors.joining(middle, left, right + "\n")));
  }

  private static void line(StringBuilder text, List<Integer> widths, List<String> cells) {
    for (int column = 0; column < widths.size(); column++) {
      String cell = cell(cells, column);
      text.append("│ ").append(cell).append(" ".repeat(widths.get(column) - width(cell) + 1));
    }
    text.append("│\n");
  }

  private static String cell(List<String> row, int column) {
    return column < row.size() ? row.get(column).replace('\n', ' ') : "";
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
