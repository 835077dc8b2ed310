package io.noetl.camel.template.python;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Texts as sequences of code points, which Java's characters are not beyond the basic plane. */
public final class Text {
  private static final String[] ASCII = new String[128];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = String.valueOf((char) c);
    }
  }

  private Text() {}

  /** The number of characters. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Whether each of Java's characters is one of Python's. */
  public static boolean isSimple(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The character at a place from 0 to the length. */
  static String at(String text, int index) {
    int offset = offset(text, index);
    int c = text.codePointAt(offset);
    return c < ASCII.length ? ASCII[c] : text.substring(offset, offset + Character.charCount(c));
  }

  /** Java's offset of a place; places beyond the end are the end. */
  public static int offset(String text, int index) {
    if (isSimple(text)) {
      return Math.min(index, text.length());
    }
    return index >= length(text) ? text.length() : text.offsetByCodePoints(0, index);
  }

  /** The part between two places. */
  public static String part(String text, int from, int to) {
    return from >= to ? "" : text.substring(offset(text, from), offset(text, to));
  }

  /** The characters, each a text. */
  static Iterator<String> characters(String text) {
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < text.length();
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int c = text.codePointAt(at);
        int start = at;
        at += Character.charCount(c);
        return c < ASCII.length ? ASCII[c] : text.substring(start, at);
      }
    };
  }
}
