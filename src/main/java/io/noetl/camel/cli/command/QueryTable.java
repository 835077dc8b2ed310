package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The rows of a query's reply. NoETL's replies have no column names; where the server does not add
 * them ({@code columns}), they are read off the SELECT list.
 */
final class QueryTable {
  private static final Pattern SELECT_LIST =
      Pattern.compile("(?is)\\s*select\\s+(?:distinct\\s+)?(.*?)(?:\\sfrom\\s.*)?;?\\s*");
  private static final Pattern COLUMN =
      Pattern.compile("(?is).*?([\\w]+)\"?\\s*(?:\\([^()]*\\))?\\s*");

  private final String sql;
  private final JsonNode reply;

  QueryTable(String sql, JsonNode reply) {
    this.sql = sql;
    this.reply = reply;
  }

  int rowCount() {
    return reply.path("result").size();
  }

  String text() {
    JsonNode rows = reply.path("result");
    int width = rows.path(0).size();
    Table table = new Table(headings(width));
    rows.forEach(row -> table.row(cells(row)));
    return table.text();
  }

  private static List<String> cells(JsonNode row) {
    return StreamSupport.stream(row.spliterator(), false).map(QueryTable::cell).toList();
  }

  private static String cell(JsonNode value) {
    return value.isTextual() ? value.textValue() : PrintedJson.line(value);
  }

  private List<String> headings(int width) {
    List<String> named = new ArrayList<>();
    reply.path("columns").forEach(column -> named.add(column.asText()));
    if (named.isEmpty()) {
      selected().forEach(column -> named.add(name(column)));
    }
    if (named.size() == width) {
      return named;
    }
    List<String> numbered = new ArrayList<>();
    for (int column = 1; column <= width; column++) {
      numbered.add("column " + column);
    }
    return numbered;
  }

  /** The columns of the SELECT list: split at the commas that stand in no parentheses. */
  private List<String> selected() {
    List<String> columns = new ArrayList<>();
    Matcher select = SELECT_LIST.matcher(sql);
    if (!select.matches()) {
      return columns;
    }
    int depth = 0;
    StringBuilder column = new StringBuilder();
    for (char c : select.group(1).toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        columns.add(column.toString());
        column.setLength(0);
      } else {
        column.append(c);
      }
    }
    columns.add(column.toString());
    return columns;
  }

  private static String name(String expression) {
    Matcher column = COLUMN.matcher(expression);
    return column.matches() ? column.group(1) : expression.strip();
  }
}
