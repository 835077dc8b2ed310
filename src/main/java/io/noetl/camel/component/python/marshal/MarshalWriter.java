package io.noetl.camel.component.python.marshal;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON-like Java values in Python's marshal format, version 4: both engines read it with
 * their built-in {@code marshal.loads}, several times faster than JSON text. Not thread-safe.
 */
public final class MarshalWriter {
  private static final int REF = 0x80;
  private static final BigInteger DIGIT_MASK = BigInteger.valueOf(0x7FFF);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
  private final Map<String, Integer> keys = new HashMap<>();

  /** The bytes of one value. */
  public static byte[] bytes(@Nullable Object value) {
    MarshalWriter writer = new MarshalWriter();
    writer.write(value);
    return writer.out.toByteArray();
  }

  /**
   * The bytes as text, one character a byte: what crosses into GraalPy fastest, where {@code
   * text.encode("latin-1")} gives the bytes back.
   */
  public static String latin1(@Nullable Object value) {
    return new String(bytes(value), StandardCharsets.ISO_8859_1);
  }

  private void write(@Nullable Object value) {
    switch (value) {
      case null -> out.write('N');
      case Boolean b -> out.write(b ? 'T' : 'F');
      case Integer i -> writeLong(i);
      case Long l -> writeLong(l);
      case Short s -> writeLong(s);
      case Byte b -> writeLong(b);
      case BigInteger big -> writeBig(big);
      case BigDecimal decimal -> writeDouble(decimal.doubleValue());
      case Number number -> writeDouble(number.doubleValue());
      case Map<?, ?> map -> writeMap(map);
      case List<?> list -> writeSequence('[', list);
      case PyTuple tuple -> writeSequence('(', tuple.items());
      case byte[] raw -> writeBytes(raw);
      default -> writeText('u', value.toString());
    }
  }

  private void writeMap(Map<?, ?> map) {
    out.write('{');
    map.forEach(
        (key, value) -> {
          writeKey(String.valueOf(key));
          write(value);
        });
    out.write('0');
  }

  private void writeKey(String key) {
    Integer known = keys.get(key);
    if (known != null) {
      out.write('r');
      int32(known);
      return;
    }
    keys.put(key, keys.size());
    writeText('u' | REF, key);
  }

  private void writeSequence(int type, List<?> items) {
    out.write(type);
    int32(items.size());
    for (Object item : items) {
      write(item);
    }
  }

  private void writeBytes(byte[] raw) {
    out.write('s');
    int32(raw.length);
    out.writeBytes(raw);
  }

  private void writeText(int type, String text) {
    byte[] raw = Utf8.encode(text);
    out.write(type);
    int32(raw.length);
    out.writeBytes(raw);
  }

  private void writeLong(long value) {
    if (value == (int) value) {
      out.write('i');
      int32((int) value);
    } else {
      writeBig(BigInteger.valueOf(value));
    }
  }

  /** A long in digits of 15 bits, the sign on the number of digits. */
  private void writeBig(BigInteger value) {
    if (value.signum() == 0) {
      writeLong(0); // GraalPy reads no long without digits
      return;
    }
    BigInteger rest = value.abs();
    int digits = (rest.bitLength() + 14) / 15;
    out.write('l');
    int32(value.signum() < 0 ? -digits : digits);
    for (int i = 0; i < digits; i++) {
      int digit = rest.and(DIGIT_MASK).intValue();
      out.write(digit);
      out.write(digit >> 8);
      rest = rest.shiftRight(15);
    }
  }

  private void writeDouble(double value) {
    long bits = Double.doubleToLongBits(value);
    out.write('g');
    int32((int) bits);
    int32((int) (bits >> 32));
  }

  private void int32(int value) {
    out.write(value);
    out.write(value >> 8);
    out.write(value >> 16);
    out.write(value >> 24);
  }
}
