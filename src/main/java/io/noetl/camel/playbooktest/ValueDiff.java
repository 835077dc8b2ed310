package io.noetl.camel.playbooktest;

import io.noetl.camel.store.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a value with the one that was expected. */
final class ValueDiff {
  private static final int MOST = 20;
  private static final int LONGEST = 200;
  private static final int CONTEXT = 40;

  private final Json json;
  private final boolean exact;
  private final List<String> found = new ArrayList<>();

  private ValueDiff(Json json, boolean exact) {
    this.json = json;
    this.exact = exact;
  }

  /**
   * The differences, one a line; none where the value is as expected.
   *
   * @param exact whether maps may have no members beyond those that are expected
   */
  static List<String> of(
      @Nullable Object expected, @Nullable Object actual, boolean exact, Json json) {
    ValueDiff diff = new ValueDiff(json, exact);
    diff.compare("", expected, json.readNullable(json.writeColumn(actual)));
    return diff.found.size() <= MOST
        ? diff.found
        : new ArrayList<>(diff.found.subList(0, MOST)) {
          private static final long serialVersionUID = 1L;

          {
            add("… and %d more".formatted(diff.found.size() - MOST));
          }
        };
  }

  private void compare(String at, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> map) {
      members(at, wanted, map);
    } else if (expected instanceof List<?> wanted && actual instanceof List<?> list) {
      items(at, wanted, list);
    } else if (expected instanceof String wanted && actual instanceof String text) {
      texts(at, wanted, text);
    } else if (!isSame(expected, actual)) {
      differs(at, shown(expected), shown(actual));
    }
  }

  /**
   * Long texts are shown from where they differ. A line end at the end counts for nothing: a
   * template drops it, a text without one keeps it.
   */
  private void texts(String at, String wanted, String text) {
    String expected = wanted.replaceAll("\\n$", "");
    String actual = text.replaceAll("\\n$", "");
    if (expected.equals(actual)) {
      return;
    }
    int same = 0;
    while (same < Math.min(expected.length(), actual.length())
        && expected.charAt(same) == actual.charAt(same)) {
      same++;
    }
    int from = Math.max(expected.length(), actual.length()) > LONGEST ? same - CONTEXT : 0;
    differs(at, shownFrom(expected, from), shownFrom(actual, from));
  }

  private String shownFrom(String text, int from) {
    return from <= 0 ? shown(text) : "…" + shown(text.substring(Math.min(from, text.length())));
  }

  private void members(String at, Map<?, ?> expected, Map<?, ?> actual) {
    expected.forEach(
        (key, value) -> {
          String name = at.isEmpty() ? String.valueOf(key) : at + "." + key;
          if (actual.containsKey(key)) {
            compare(name, value, actual.get(key));
          } else {
            differs(name, shown(value), "nothing: there is " + keys(actual));
          }
        });
    if (exact) {
      actual.forEach(
          (key, value) -> {
            if (!expected.containsKey(key)) {
              differs(at.isEmpty() ? String.valueOf(key) : at + "." + key, "nothing", shown(value));
            }
          });
    }
  }

  private static String keys(Map<?, ?> map) {
    return map.isEmpty()
        ? "nothing in it"
        : String.join(", ", map.keySet().stream().limit(12).map(String::valueOf).toList());
  }

  private void items(String at, List<?> expected, List<?> actual) {
    if (expected.size() != actual.size()) {
      differs(
          at,
          "%d items: %s".formatted(expected.size(), shown(expected)),
          "%d: %s".formatted(actual.size(), shown(actual)));
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      compare(at + "[" + i + "]", expected.get(i), actual.get(i));
    }
  }

  private static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Number a && actual instanceof Number b) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
    }
    return expected == null ? actual == null : expected.equals(actual);
  }

  private void differs(String at, String expected, String actual) {
    found.add("%sexpected %s, came %s".formatted(at.isEmpty() ? "" : at + ": ", expected, actual));
  }

  private String shown(@Nullable Object value) {
    String text = json.write(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
