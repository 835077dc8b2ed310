package io.noetl.camel.tool.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's text of an array: {@code {1,NULL,"a \"b\"",{…}}}. */
final class PgArray {

  private final String text;
  private final Function<@Nullable String, @Nullable Object> items;
  private int at;

  private PgArray(String text, Function<@Nullable String, @Nullable Object> items) {
    this.text = text;
    this.items = items;
  }

  /** The list of an array's text, each item read by {@code items}. */
  static List<@Nullable Object> parse(
      String text, Function<@Nullable String, @Nullable Object> items) {
    PgArray array = new PgArray(text, items);
    // bounds other than 1 come first: [0:2]={…}
    array.at = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
    return array.list();
  }

  /** The text of an array with these items; nested collections are further dimensions. */
  static String write(Collection<?> list, Function<@Nullable Object, @Nullable String> items) {
    StringBuilder out = new StringBuilder("{");
    for (Object item : list) {
      if (out.length() > 1) {
        out.append(',');
      }
      String written =
          item instanceof Collection<?> nested ? write(nested, items) : items.apply(item);
      if (written == null || item instanceof Collection<?>) {
        out.append(written == null ? "NULL" : written);
      } else {
        out.append('"').append(written.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      }
    }
    return out.append('}').toString();
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    while (text.charAt(at) != '}') {
      switch (text.charAt(at)) {
        case ',' -> at++;
        case '{' -> list.add(list());
        case '"' -> list.add(items.apply(quoted()));
        default -> {
          String plain = plain();
          list.add(items.apply(plain.equals("NULL") ? null : plain));
        }
      }
    }
    at++;
    return list;
  }

  private String quoted() {
    StringBuilder item = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      item.append(text.charAt(at));
    }
    at++;
    return item.toString();
  }

  private String plain() {
    StringBuilder item = new StringBuilder();
    for (; text.charAt(at) != ',' && text.charAt(at) != '}'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      item.append(text.charAt(at));
    }
    return item.toString();
  }
}
