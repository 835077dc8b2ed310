package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code textwrap.wrap} of one line, white space kept as it is but for the ends of lines.
 *
 * @param width the most characters of a line, from 1
 * @param breakLongWords whether words that are longer are broken
 * @param breakOnHyphens whether words with hyphens may be broken there
 */
public record TextWrap(
    int width, @Nullable Object breakLongWords, @Nullable Object breakOnHyphens) {
  private static final String BLANK = "[\\t\\n\\x0b\\x0c\\r ]";
  private static final String NO_BLANK = "[^\\t\\n\\x0b\\x0c\\r ]";
  private static final String PUNCTUATION = "[\\w!\"'&.,?]";
  private static final String LETTER = "[^\\d\\W]";
  private static final Pattern WORDS =
      Pattern.compile(
          "("
              + BLANK
              + "+"
              + "|(?<="
              + PUNCTUATION
              + ")-{2,}(?=\\w)"
              + "|"
              + NO_BLANK
              + "+?(?:"
              + "-(?:(?<="
              + LETTER
              + "{2}-)|(?<="
              + LETTER
              + "-"
              + LETTER
              + "-))"
              + "(?="
              + LETTER
              + "-?"
              + LETTER
              + ")"
              + "|(?="
              + BLANK
              + "|\\z)"
              + "|(?<="
              + PUNCTUATION
              + ")(?=-{2,}\\w)))",
          Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern BLANKS = Pattern.compile("(" + BLANK + "+)");

  /** The lines. */
  public List<String> wrap(String text) {
    Deque<String> chunks = chunks(text);
    List<String> lines = new ArrayList<>();
    while (!chunks.isEmpty()) {
      if (!lines.isEmpty() && isBlank(chunks.getFirst())) {
        chunks.removeFirst();
      }
      Deque<String> line = new ArrayDeque<>();
      int length = 0;
      while (!chunks.isEmpty() && length + Text.length(chunks.getFirst()) <= width) {
        length += Text.length(chunks.getFirst());
        line.addLast(chunks.removeFirst());
      }
      if (!chunks.isEmpty() && Text.length(chunks.getFirst()) > width) {
        breakWord(chunks, line, length);
      }
      if (!line.isEmpty() && isBlank(line.getLast())) {
        line.removeLast();
      }
      if (!line.isEmpty()) {
        lines.add(String.join("", line));
      }
    }
    return lines;
  }

  private static boolean isBlank(String chunk) {
    return Blanks.skip(chunk, 0) == chunk.length();
  }

  private Deque<String> chunks(String text) {
    Deque<String> chunks = new ArrayDeque<>();
    Matcher matcher = (Boolean.TRUE.equals(breakOnHyphens) ? WORDS : BLANKS).matcher(text);
    int at = 0;
    while (matcher.find()) {
      if (matcher.start() > at) {
        chunks.add(text.substring(at, matcher.start()));
      }
      if (!matcher.group().isEmpty()) {
        chunks.add(matcher.group());
      }
      at = matcher.end();
    }
    if (at < text.length()) {
      chunks.add(text.substring(at));
    }
    return chunks;
  }

  private void breakWord(Deque<String> chunks, Deque<String> line, int length) {
    int room = width - length;
    if (Truth.of(breakLongWords)) {
      String chunk = chunks.removeFirst();
      int end = room;
      if (Truth.of(breakOnHyphens) && Text.length(chunk) > room) {
        int hyphen = Text.part(chunk, 0, room).lastIndexOf('-');
        boolean before = hyphen > 0 && !chunk.substring(0, hyphen).replace("-", "").isEmpty();
        end = before ? hyphen + 1 : room;
      }
      line.addLast(Text.part(chunk, 0, end));
      chunks.addFirst(chunk.substring(Text.offset(chunk, end)));
    } else if (line.isEmpty()) {
      line.addLast(chunks.removeFirst());
    }
  }
}
