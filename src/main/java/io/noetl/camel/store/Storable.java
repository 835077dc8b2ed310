package io.noetl.camel.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what can be stored and read again, by the database, our readers and those of clients. All
 * that is written goes through here: a character that a column can't hold is replaced, and a value
 * that no reader would take is refused, or described where nothing may fail any more.
 */
public final class Storable {
  /** The longest text, which a value as a whole may not pass either. */
  public static final int MOST_CHARS = 64 * 1024 * 1024;

  /** Digits of a number: Jackson's readers take 1000 signs. */
  public static final int MOST_DIGITS = 999;

  /** Lists and maps in one another; a reply stands some around them. */
  public static final int MOST_DEPTH = 400;

  /** Of what is described rather than refused: results of a loop are lists of results. */
  private static final int SLACK = 50;

  private static final int MOST_BITS = 3318;
  private static final char REPLACEMENT = '\uFFFD';

  private final boolean refuses;
  private final int deepest;
  private long chars;

  private Storable(boolean refuses) {
    this.refuses = refuses;
    this.deepest = refuses ? MOST_DEPTH : MOST_DEPTH + SLACK;
  }

  /**
   * The value as it can be stored; the same where nothing has to be replaced.
   *
   * @throws Refused when it can't be
   */
  public static @Nullable Object checked(@Nullable Object value) {
    return new Storable(true).value(value, 0);
  }

  /** The value as it can be stored; what can't be is described in its place. */
  public static @Nullable Object described(@Nullable Object value) {
    return new Storable(false).value(value, 0);
  }

  /** A map as it can be stored; what can't be is described in its place. */
  public static Map<String, @Nullable Object> described(Map<String, @Nullable Object> map) {
    return new Storable(false).map(map, 0);
  }

  /** A text as it can be stored: without U+0000 and halves of surrogate pairs. */
  public static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || (Character.isSurrogate(c) && !isPair(text, i))) {
        return replaced(text, i);
      }
      if (Character.isSurrogate(c)) {
        i++;
      }
    }
    return text;
  }

  /** A text as it can be stored, with an ellipsis where it is longer than so many signs. */
  public static String text(String text, int most) {
    if (text.length() <= most) {
      return text(text);
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text(text.substring(0, end)) + "…";
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  private static String replaced(String text, int from) {
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) && isPair(text, i)) {
        kept.append(c).append(text.charAt(++i));
      } else {
        kept.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return kept.toString();
  }

  private @Nullable Object value(@Nullable Object value, int depth) {
    return switch (value) {
      case null -> null;
      case String text -> counted(text);
      case BigInteger number when number.bitLength() > MOST_BITS ->
          instead("a number of about %d digits", digits(number), MOST_DIGITS + " digits");
      case BigDecimal number
          when number.unscaledValue().bitLength() > MOST_BITS
              || Math.abs((long) number.scale()) > MOST_DIGITS ->
          instead("a number of about %d digits", digits(number), MOST_DIGITS + " digits");
      case Map<?, ?> map when depth >= deepest ->
          instead("a map in %d lists and maps", depth, MOST_DEPTH + " in one another");
      case List<?> list when depth >= deepest ->
          instead("a list in %d lists and maps", depth, MOST_DEPTH + " in one another");
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> list(list, depth);
      default -> value;
    };
  }

  private Object counted(String text) {
    chars += text.length();
    return chars > MOST_CHARS
        ? instead("more than %d characters", MOST_CHARS, MOST_CHARS + " characters")
        : text(text);
  }

  /** Copied from the first entry on that has to change. */
  @SuppressWarnings({"unchecked", "ReferenceEquality"})
  private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> kept = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(counted(String.valueOf(entry.getKey())));
      Object stored = value(entry.getValue(), depth + 1);
      if (kept == null && !(key.equals(entry.getKey()) && stored == entry.getValue())) {
        kept = before(map, entry.getKey());
      }
      if (kept != null) {
        kept.put(key, stored);
      }
    }
    return kept == null ? (Map<String, @Nullable Object>) map : kept;
  }

  @SuppressWarnings("ReferenceEquality") // up to this very key
  private static Map<String, @Nullable Object> before(Map<?, ?> map, @Nullable Object last) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() == last) {
        break;
      }
      copy.put(String.valueOf(entry.getKey()), entry.getValue());
    }
    return copy;
  }

  @SuppressWarnings("ReferenceEquality") // what was not copied is kept
  private List<?> list(List<?> list, int depth) {
    List<@Nullable Object> kept = null;
    int i = 0;
    for (Object item : list) {
      Object stored = value(item, depth + 1);
      if (kept == null && stored != item) {
        kept = new ArrayList<>(list.subList(0, i));
      }
      if (kept != null) {
        kept.add(stored);
      }
      i++;
    }
    return kept == null ? list : kept;
  }

  private static long digits(BigInteger number) {
    return Math.round(number.bitLength() * 0.30103);
  }

  private static long digits(BigDecimal number) {
    return digits(number.unscaledValue()) + Math.max(0, -(long) number.scale());
  }

  private String instead(String what, long size, String expected) {
    String described = what.formatted(size);
    if (refuses) {
      throw new Refused("%s (expected: at most %s)".formatted(described, expected));
    }
    return "(" + described + ", which can't be stored)";
  }

  /** A value that can't be stored; the message says what is in it. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }
}
