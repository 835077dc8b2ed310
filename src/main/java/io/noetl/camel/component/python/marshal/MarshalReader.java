package io.noetl.camel.component.python.marshal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Python's marshal format, versions 0 to 4. */
public final class MarshalReader {
  private static final int REF = 0x80;
  private static final Object END = new Object();
  private static final Object UNFINISHED = new Object();

  private final byte[] data;
  private final boolean exact;
  private final List<@Nullable Object> refs = new ArrayList<>();
  private int at;

  private MarshalReader(byte[] data, boolean exact) {
    this.data = data;
    this.exact = exact;
  }

  /**
   * The items of a marshalled list as JSON-like values: an int becomes a Long or a BigInteger, a
   * tuple or a set a List, bytes their Base64 text, NaN and the infinities null (JSON has none), a
   * key that is not a str the text that {@code json.dumps} gives it.
   *
   * @throws UnconvertibleException when there is something in it that JSON has no place for; the
   *     message calls the items {@code result}
   */
  public static List<@Nullable Object> jsonItems(byte[] data) throws UnconvertibleException {
    return items(new MarshalReader(data, false).read(""));
  }

  /**
   * The items of a marshalled list as they are: a tuple is a {@link PyTuple}, bytes are a {@code
   * byte[]}, NaN stays.
   *
   * @throws UnconvertibleException when there is something in it that has no Java form
   */
  public static List<@Nullable Object> exactItems(byte[] data) throws UnconvertibleException {
    return items(new MarshalReader(data, true).read(""));
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> items(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return (List<@Nullable Object>) list;
    }
    throw new IllegalArgumentException("marshalled value: " + value + " (expected: a list)");
  }

  /** A Python value that can't become JSON. */
  public static final class UnconvertibleException extends Exception {
    UnconvertibleException(String path, String type) {
      super(
          path
              + ": a value of type "
              + type
              + " can't become JSON (expected: None, bool, int, float, str, list or dict)");
    }
  }

  private @Nullable Object read(String path) throws UnconvertibleException {
    int code = next();
    int slot = -1;
    if ((code & REF) != 0) {
      slot = refs.size();
      refs.add(UNFINISHED);
    }
    Object value =
        switch (code & ~REF) {
          case 'N' -> null;
          case 'T' -> true;
          case 'F' -> false;
          case 'i' -> (long) int32();
          case 'I' -> int64();
          case 'l' -> big();
          case 'g' -> number(Double.longBitsToDouble(int64()));
          case 'f' -> number(Double.parseDouble(ascii(next())));
          case 's' -> raw(int32());
          case 'u', 't' -> text(int32(), path);
          case 'a', 'A' -> ascii(int32());
          case 'z', 'Z' -> ascii(next());
          case '[', '<', '>' -> list(int32(), path);
          case '(' -> tuple(int32(), path);
          case ')' -> tuple(next(), path);
          case '{' -> map(path);
          case '0' -> END;
          case 'r' -> known(path);
          case 'x', 'y' -> throw new UnconvertibleException(path, "complex");
          case '.' -> throw new UnconvertibleException(path, "ellipsis");
          case 'S' -> throw new UnconvertibleException(path, "type");
          default -> throw new UnconvertibleException(path, "code");
        };
    if (slot >= 0) {
      refs.set(slot, value);
    }
    return value;
  }

  private @Nullable Object known(String path) throws UnconvertibleException {
    Object value = refs.get(int32());
    if (value == UNFINISHED) {
      throw new UnconvertibleException(path, "list or dict that contains itself");
    }
    return value;
  }

  private Object tuple(int size, String path) throws UnconvertibleException {
    List<@Nullable Object> items = list(size, path);
    return exact ? new PyTuple(items) : items;
  }

  private List<@Nullable Object> list(int size, String path) throws UnconvertibleException {
    List<@Nullable Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      // the path is put together only where it is needed: on the way into a container or an error
      list.add(isLeaf() ? read(path) : read(item(path, i)));
    }
    return list;
  }

  private static String item(String path, int index) {
    return path.isEmpty() ? "result" : path + "[" + index + "]";
  }

  private Map<String, @Nullable Object> map(String path) throws UnconvertibleException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (true) {
      Object key = read(path + " (key)");
      if (key == END) {
        return map;
      }
      String name = key(key, path);
      map.put(name, isLeaf() ? read(path) : read(path + "." + name));
    }
  }

  private boolean isLeaf() {
    return switch (data[at] & ~REF & 0xFF) {
      case '[', '(', '<', '>', ')', '{', 'x', 'y', '.', 'S', 'c', 'r' -> false;
      default -> true;
    };
  }

  private static String key(@Nullable Object key, String path) throws UnconvertibleException {
    return switch (key) {
      case null -> "null";
      case String text -> text;
      case List<?> list -> throw new UnconvertibleException(path + ", key " + list, "tuple");
      default -> key.toString();
    };
  }

  private @Nullable Object number(double value) {
    return exact || Double.isFinite(value) ? (Double) value : null;
  }

  private Number big() {
    int count = int32();
    int digits = Math.abs(count);
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < digits; i++) {
      long digit = next() | (next() << 8);
      value = value.or(BigInteger.valueOf(digit).shiftLeft(15 * i));
    }
    BigInteger signed = count < 0 ? value.negate() : value;
    return signed.bitLength() < 64 ? (Number) signed.longValue() : signed;
  }

  private String text(int length, String path) throws UnconvertibleException {
    if (length < 0) {
      // GraalPy gives no length for it, so that the rest can't be read either
      throw new UnconvertibleException(path, "str with half of a surrogate pair");
    }
    String text = Utf8.decode(data, at, length);
    at += length;
    return text;
  }

  private String ascii(int length) {
    String text = new String(data, at, length, StandardCharsets.US_ASCII);
    at += length;
    return text;
  }

  private Object raw(int length) {
    byte[] bytes = new byte[length];
    System.arraycopy(data, at, bytes, 0, length);
    at += length;
    return exact ? bytes : Base64.getEncoder().encodeToString(bytes);
  }

  private int next() {
    return data[at++] & 0xFF;
  }

  private int int32() {
    return next() | (next() << 8) | (next() << 16) | (next() << 24);
  }

  private long int64() {
    return Integer.toUnsignedLong(int32()) | ((long) int32() << 32);
  }
}
