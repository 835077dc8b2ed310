package io.noetl.camel.cli.output;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes to a terminal and lets no text drive it: control characters, escape sequences and what
 * turns the direction of writing are shown as {@code \u001b}. Line feeds and tabs stay, and the
 * colours of {@link Style} and of usage errors.
 */
final class VisibleWriter extends FilterWriter {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private final Pattern colours;
  private int high;

  /**
   * Makes a writer.
   *
   * @param colours whether the texts may have colours
   */
  VisibleWriter(Writer out, boolean colours) {
    super(out);
    // nothing is ever matched where there are none
    this.colours = Pattern.compile(colours ? "\u001b\\[(?:0|1|2|21|31|32|33|39)m" : "(?!)");
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    String part = text.substring(offset, offset + length);
    Matcher colour = colours.matcher(part);
    int at = 0;
    while (colour.find()) {
      plain(part, at, colour.start());
      out.write(colour.group());
      at = colour.end();
    }
    plain(part, at, part.length());
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }

  private void plain(String text, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        high = c;
        continue;
      }
      int codePoint =
          Character.isLowSurrogate(c) && high != 0 ? Character.toCodePoint((char) high, c) : c;
      high = 0;
      out.write(isSafe(codePoint) ? Character.toString(codePoint) : escaped(codePoint));
    }
  }

  private static boolean isSafe(int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      // emoji and some scripts are written with them
      case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
      default -> true;
    };
  }

  private static String escaped(int codePoint) {
    StringBuilder escaped = new StringBuilder();
    for (char c : Character.toChars(codePoint)) {
      escaped.append("\\u%04x".formatted((int) c));
    }
    return escaped.toString();
  }
}
