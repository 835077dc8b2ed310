package io.noetl.camel.store.secret;

import io.noetl.camel.store.Json;
import java.util.function.UnaryOperator;

/** Changes the strings and numbers of a JSON text where they stand, so that it stays JSON. */
final class JsonStrings {
  private static final String NUMBER = "-+.0123456789eE";

  private final Json json = new Json();
  private final UnaryOperator<String> strings;
  private final UnaryOperator<String> numbers;

  /**
   * Makes a changer.
   *
   * @param strings gives the new text of a string
   * @param numbers gives the text of what stands for a number; the number itself is kept
   */
  JsonStrings(UnaryOperator<String> strings, UnaryOperator<String> numbers) {
    this.strings = strings;
    this.numbers = numbers;
  }

  String changed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at + 1;
      if (c == '"') {
        end = endOfString(text, at);
        string(out, text.substring(at, end));
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        while (end < text.length() && NUMBER.indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        String number = text.substring(at, end);
        String changed = numbers.apply(number);
        out.append(changed.equals(number) ? number : json.write(changed));
      } else {
        out.append(c);
      }
      at = end;
    }
    return out.toString();
  }

  private static int endOfString(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("a JSON string without an end");
  }

  private void string(StringBuilder out, String literal) {
    String value =
        literal.indexOf('\\') < 0
            ? literal.substring(1, literal.length() - 1)
            : String.valueOf(json.read(literal));
    String changed = strings.apply(value);
    out.append(changed.equals(value) ? literal : json.write(changed));
  }
}
