package io.noetl.camel.store;

import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An array as PostgreSQL reads it from text, its type told by a cast: {@code ?::bigint[]}. The
 * driver's own writer adds sign by sign to a builder, which was a twelfth of a busy server's time.
 *
 * @see <a href="https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO">Array input</a>
 */
public final class ArrayLiteral {
  private static final int FIRST_ROOM = 256;
  private static final int QUOTES = 2;

  private char[] text = new char[FIRST_ROOM];
  private int length;

  private ArrayLiteral() {}

  /**
   * The literal of one element for each item.
   *
   * @param element a number, a truth, a time, a text, null; anything else by its text
   */
  public static <T> String of(
      List<T> items, Function<? super T, ? extends @Nullable Object> element) {
    ArrayLiteral literal = new ArrayLiteral();
    literal.sign('{');
    boolean isFirst = true;
    for (T item : items) {
      if (!isFirst) {
        literal.sign(',');
      }
      isFirst = false;
      literal.element(element.apply(item));
    }
    literal.sign('}');
    return new String(literal.text, 0, literal.length);
  }

  private void element(@Nullable Object value) {
    switch (value) {
      case null -> plain("NULL");
      case Number number -> plain(number.toString());
      case Boolean truth -> plain(truth.toString());
      // with its zone: the driver's text has that of the JVM, and none in it
      case Timestamp time -> quoted(time.toInstant().toString());
      default -> quoted(value.toString());
    }
  }

  private void plain(String value) {
    reserve(value.length());
    value.getChars(0, value.length(), text, length);
    length += value.length();
  }

  private void quoted(String value) {
    int signs = value.length();
    reserve(signs + escapes(value) + QUOTES);
    char[] out = text;
    int at = length;
    out[at++] = '"';
    for (int i = 0; i < signs; i++) {
      char c = value.charAt(i);
      if (isEscaped(c)) {
        out[at++] = '\\';
      }
      out[at++] = c;
    }
    out[at++] = '"';
    length = at;
  }

  private static int escapes(String value) {
    int escapes = 0;
    for (int i = 0; i < value.length(); i++) {
      if (isEscaped(value.charAt(i))) {
        escapes++;
      }
    }
    return escapes;
  }

  private static boolean isEscaped(char c) {
    return c == '"' || c == '\\';
  }

  private void sign(char c) {
    reserve(1);
    text[length++] = c;
  }

  private void reserve(int more) {
    if (text.length - length < more) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
    }
  }
}
