package io.noetl.camel.tool.transfer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.noetl.camel.tool.ToolJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The items of a JSON text one after the other, with no more than one of them in memory: those of
 * the list at a path, or the one value that is there; at the root also values one after the other,
 * as in JSON Lines.
 */
final class JsonItems {

  // what comes after an item is the next one
  private static final ObjectReader ITEM =
      ToolJson.mapper()
          .readerFor(Object.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonParser parser;
  private final boolean lines;
  private boolean inList;
  private boolean done;
  private @Nullable String missing;

  JsonItems(InputStream json, JsonPath path) throws IOException {
    parser = ToolJson.mapper().createParser(json);
    lines = path.steps().isEmpty();
    parser.nextToken();
    for (String step : path.steps()) {
      if (missing == null) {
        enter(step);
      }
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      inList = true;
      parser.nextToken();
    }
  }

  /** The next item; null after the last. */
  @Nullable Object next() throws IOException {
    if (inList && parser.currentToken() == JsonToken.END_ARRAY) {
      inList = false;
      done = true;
    }
    if (done || parser.currentToken() == null) {
      return null;
    }
    Object item = ITEM.readValue(parser);
    if (inList || lines) {
      parser.nextToken();
    } else {
      done = true;
    }
    return item;
  }

  /** Moves to the value of a member, or of an item by its position. */
  private void enter(String step) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = step.equals(parser.currentName());
        parser.nextToken();
        if (found) {
          return;
        }
        parser.skipChildren();
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY && step.matches("\\d{1,9}")) {
      for (int i = Integer.parseInt(step); parser.nextToken() != JsonToken.END_ARRAY; i--) {
        if (i == 0) {
          return;
        }
        parser.skipChildren();
      }
    }
    done = true;
    missing = step;
  }

  /** The step of the path that leads nowhere; null when there is none. */
  @Nullable String missing() {
    return missing;
  }
}
