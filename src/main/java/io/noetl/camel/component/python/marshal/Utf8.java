package io.noetl.camel.component.python.marshal;

import java.nio.charset.StandardCharsets;

/** UTF-8 as Python's marshal has it: lone surrogates pass, in three bytes each. */
final class Utf8 {
  private Utf8() {}

  static byte[] encode(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    return hasLoneSurrogate(text) ? encodeWithSurrogates(text) : plain;
  }

  static String decode(byte[] data, int from, int length) {
    String text = new String(data, from, length, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : decodeWithSurrogates(data, from, length);
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] encodeWithSurrogates(String text) {
    var out = new java.io.ByteArrayOutputStream(text.length() + 8);
    text.codePoints()
        .forEach(
            point -> {
              if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out.write(0xE0 | (point >> 12));
                out.write(0x80 | ((point >> 6) & 0x3F));
                out.write(0x80 | (point & 0x3F));
              } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
              }
            });
    return out.toByteArray();
  }

  private static String decodeWithSurrogates(byte[] data, int from, int length) {
    StringBuilder text = new StringBuilder(length);
    int plain = from;
    int end = from + length;
    for (int i = from; i < end; i++) {
      boolean surrogate = data[i] == (byte) 0xED && i + 2 < end && (data[i + 1] & 0xE0) == 0xA0;
      if (surrogate) {
        text.append(new String(data, plain, i - plain, StandardCharsets.UTF_8));
        text.append((char) (0xD000 | ((data[i + 1] & 0x3F) << 6) | (data[i + 2] & 0x3F)));
        i += 2;
        plain = i + 1;
      }
    }
    return text.append(new String(data, plain, end - plain, StandardCharsets.UTF_8)).toString();
  }
}
