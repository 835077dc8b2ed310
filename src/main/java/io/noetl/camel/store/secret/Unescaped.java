package io.noetl.camel.store.secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text with its escapes undone, that knows where each of its characters stood before. */
final class Unescaped {
  private final StringBuilder text = new StringBuilder();
  // only where an escape stood does the distance to the text before change
  private int[] at = new int[16];
  private int[] was = new int[16];
  private int steps;

  private Unescaped() {}

  /**
   * Undoes the escapes of one kind.
   *
   * @return null where there is none
   */
  static @Nullable Unescaped of(String source, Escapes escapes) {
    if (source.indexOf(escapes.sign()) < 0) {
      return null;
    }
    Unescaped made = new Unescaped();
    int from = 0;
    while (from < source.length()) {
      int next = made.escape(source, from, escapes);
      if (next == from) {
        made.text.append(source.charAt(from++));
      } else {
        made.step(next);
        from = next;
      }
    }
    return made.steps == 0 ? null : made;
  }

  String text() {
    return text.toString();
  }

  /** Where the character at an index, or the end, stood before. */
  int before(int index) {
    int found = Arrays.binarySearch(at, 0, steps, index);
    int last = found >= 0 ? found : -found - 2;
    return last < 0 ? index : was[last] + (index - at[last]);
  }

  /** Reads one escape, or the bytes of one character in several; the place behind it. */
  private int escape(String source, int from, Escapes escapes) {
    Escapes.@Nullable Unit unit = escapes.at(source, from);
    if (unit == null) {
      return from;
    }
    if (!unit.isByte() || unit.value() < 0x80) {
      text.appendCodePoint(unit.value());
      return unit.end();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(unit.value());
    int length = unit.value() >= 0xf0 ? 4 : unit.value() >= 0xe0 ? 3 : 2;
    int end = unit.end();
    while (bytes.size() < length) {
      Escapes.@Nullable Unit more = escapes.at(source, end);
      if (more == null || !more.isByte()) {
        break;
      }
      bytes.write(more.value());
      end = more.end();
    }
    try {
      text.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())));
      return end;
    } catch (CharacterCodingException e) {
      // no UTF-8: the byte is the character, as in Latin-1 and in Python's '\xfc'
      text.append((char) unit.value());
      return unit.end();
    }
  }

  private void step(int next) {
    if (steps == at.length) {
      at = Arrays.copyOf(at, steps * 2);
      was = Arrays.copyOf(was, steps * 2);
    }
    at[steps] = text.length();
    was[steps] = next;
    steps++;
  }
}
