package io.noetl.camel.api.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.noetl.camel.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a JSON text, read little further than it is shown: long texts, lists and objects are
 * cut, and it says where. To see whether something stands behind what was cut, its rest is read
 * past; where that is long, too, the part ends there.
 *
 * @param type object, array, string, number, boolean or null
 * @param value what is shown
 * @param hasMore whether the value itself has more entries, or characters; whether it may have
 *     some, where it ends behind something long
 * @param cut pointers, relative to the part, of what is shown in part within it
 */
record JsonPart(String type, @Nullable Object value, boolean hasMore, List<String> cut) {
  private static final JsonFactory FACTORY = Json.factory();
  private static final int MOST_CHARACTERS = 65_536;
  private static final int CHARACTERS_WITHIN = 1_000;
  private static final int ENTRIES_WITHIN = 20;
  private static final int MOST_DEPTH = 4;
  private static final int MOST_VALUES = 5_000;
  private static final long MOST_PASSED = 4L << 20;
  private static final long PASSED_OF_MANY = 64L << 10;

  /**
   * Reads the part at a pointer; empty when nothing stands there.
   *
   * @param offset so many entries of the part are left out
   * @param limit at most so many are shown
   */
  static Optional<JsonPart> read(InputStream content, String pointer, int offset, int limit)
      throws IOException {
    CountedInput counted = new CountedInput(content);
    try (JsonParser json = FACTORY.createParser(counted)) {
      json.nextToken();
      for (String name : names(pointer)) {
        if (!enter(json, name)) {
          return Optional.empty();
        }
      }
      return Optional.of(new Reader(json, counted, MOST_VALUES, MOST_PASSED).part(offset, limit));
    }
  }

  /**
   * Reads the beginning of a value that is one of many.
   *
   * @param values at most so many are shown within it
   */
  static Beginning beginning(InputStream content, int values) throws IOException {
    CountedInput counted = new CountedInput(content);
    try (JsonParser json = FACTORY.createParser(counted)) {
      json.nextToken();
      Reader reader = new Reader(json, counted, values, PASSED_OF_MANY);
      return new Beginning(reader.value("", 1), reader.cut);
    }
  }

  /**
   * How a value begins.
   *
   * @param cut pointers to what is shown in part within it; an empty one is itself
   */
  record Beginning(@Nullable Object value, List<String> cut) {}

  /** A name as a part of a pointer. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static List<String> names(String pointer) {
    List<String> names = new ArrayList<>();
    if (!pointer.isEmpty()) {
      for (String name : pointer.substring(pointer.startsWith("/") ? 1 : 0).split("/", -1)) {
        names.add(name.replace("~1", "/").replace("~0", "~"));
      }
    }
    return names;
  }

  private static boolean enter(JsonParser json, String name) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean here = json.currentName().equals(name);
        json.nextToken();
        if (here) {
          return true;
        }
        json.skipChildren();
      }
      return false;
    }
    if (json.currentToken() != JsonToken.START_ARRAY || !name.matches("\\d{1,9}")) {
      return false;
    }
    int index = Integer.parseInt(name);
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == index) {
        return true;
      }
      json.skipChildren();
    }
    return false;
  }

  /** Reads what is shown. */
  private static final class Reader {
    private final JsonParser json;
    private final List<String> cut = new ArrayList<>();
    private final CountedInput content;
    private final long mostPassed;
    private int left;
    private boolean stopped;

    Reader(JsonParser json, CountedInput content, int values, long mostPassed) {
      this.json = json;
      this.content = content;
      this.left = values;
      this.mostPassed = mostPassed;
    }

    JsonPart part(int offset, int limit) throws IOException {
      return switch (json.currentToken()) {
        case START_OBJECT -> {
          Map<String, @Nullable Object> shown = new LinkedHashMap<>();
          boolean more = object(shown, "", offset, limit, 1);
          yield new JsonPart("object", shown, more, cut);
        }
        case START_ARRAY -> {
          List<@Nullable Object> shown = new ArrayList<>();
          boolean more = array(shown, "", offset, limit, 1);
          yield new JsonPart("array", shown, more, cut);
        }
        case VALUE_STRING -> {
          String text = json.getText();
          int from = Math.min(offset, text.length());
          int to = Math.min(text.length(), from + MOST_CHARACTERS);
          yield new JsonPart("string", text.substring(from, to), to < text.length(), cut);
        }
        case VALUE_NULL -> new JsonPart("null", null, false, cut);
        case VALUE_TRUE, VALUE_FALSE -> new JsonPart("boolean", scalar(), false, cut);
        default -> new JsonPart("number", scalar(), false, cut);
      };
    }

    private boolean object(
        Map<String, @Nullable Object> shown, String at, int offset, int limit, int depth)
        throws IOException {
      for (int i = 0; json.nextToken() == JsonToken.FIELD_NAME; i++) {
        String name = json.currentName();
        json.nextToken();
        if (i >= offset + limit || left <= 0) {
          return true;
        }
        if (i < offset) {
          json.skipChildren();
        } else {
          shown.put(name, value(at + "/" + escaped(name), depth));
          if (stopped) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean array(List<@Nullable Object> shown, String at, int offset, int limit, int depth)
        throws IOException {
      for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
        if (i >= (long) offset + limit || left <= 0) {
          return true;
        }
        if (i < offset) {
          json.skipChildren();
        } else {
          shown.add(value(at + "/" + i, depth));
          if (stopped) {
            return true;
          }
        }
      }
      return false;
    }

    /** A value within the part. What is not shown of it is read past. */
    private @Nullable Object value(String at, int depth) throws IOException {
      left--;
      return switch (json.currentToken()) {
        case START_OBJECT -> {
          Map<String, @Nullable Object> shown = new LinkedHashMap<>();
          if (within(at, depth, () -> object(shown, at, 0, ENTRIES_WITHIN, depth + 1))) {
            skipRest();
          }
          yield shown;
        }
        case START_ARRAY -> {
          List<@Nullable Object> shown = new ArrayList<>();
          if (within(at, depth, () -> array(shown, at, 0, ENTRIES_WITHIN, depth + 1))) {
            skipRest();
          }
          yield shown;
        }
        case VALUE_STRING -> {
          String text = json.getText();
          if (text.length() <= CHARACTERS_WITHIN) {
            yield text;
          }
          cut.add(at);
          yield text.substring(0, CHARACTERS_WITHIN);
        }
        case VALUE_NULL -> null;
        default -> scalar();
      };
    }

    private interface Entries {
      boolean cutOff() throws IOException;
    }

    /** Whether the parser stands before the end of the list or object, which is cut. */
    private boolean within(String at, int depth, Entries entries) throws IOException {
      if (depth >= MOST_DEPTH || left <= 0) {
        JsonToken start = json.currentToken();
        if (json.nextToken() != end(start)) {
          cut.add(at);
          return true;
        }
        return false;
      }
      if (entries.cutOff()) {
        cut.add(at);
        return true;
      }
      return false;
    }

    private static JsonToken end(JsonToken start) {
      return start == JsonToken.START_OBJECT ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    }

    /** The parser stands at an entry, a name or a value, of what began before. */
    private void skipRest() throws IOException {
      long end = content.count() + mostPassed;
      int depth = 1;
      for (JsonToken token = json.currentToken(); !stopped; token = json.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
          return;
        }
        stopped = content.count() > end;
      }
    }

    private Object scalar() throws IOException {
      return switch (json.currentToken()) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        // beyond 2^53 a browser would show another number
        case VALUE_NUMBER_INT ->
            json.getNumberType() == JsonParser.NumberType.INT ? json.getIntValue() : big();
        default -> json.getDoubleValue();
      };
    }

    private Object big() throws IOException {
      String digits = json.getText();
      return digits.length() < 16 ? (Object) json.getLongValue() : digits;
    }
  }
}
