package io.noetl.camel.playbook;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Scalars without quotes: their values by the core schema of YAML 1.2, and what 1.1 makes of them.
 */
final class PlainScalars {
  private static final Pattern WORD = Pattern.compile("yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF");
  private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
  private static final Pattern SEXAGESIMAL =
      Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
  private static final Pattern UNDERSCORES =
      Pattern.compile("[-+]?(0x[0-9a-fA-F_]+|[0-9][0-9_]*(\\.[0-9_]*)?)");
  private static final Pattern EXPONENT = Pattern.compile("[-+]?[0-9]+[eE][-+]?[0-9]+");
  private static final Pattern DOT_EXPONENT =
      Pattern.compile("[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+)[eE][0-9]+");

  private PlainScalars() {}

  /** The value of a scalar whose tag the core schema has found. */
  static @Nullable Object value(Tag tag, String text) {
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    if (tag.equals(Tag.INT)) {
      return integer(text);
    }
    return tag.equals(Tag.FLOAT) ? (Object) floating(text) : text;
  }

  private static Object integer(String text) {
    BigInteger value =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static double floating(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-.inf" -> Double.NEGATIVE_INFINITY;
      case ".nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  /** What readers of YAML 1.1, NoETL's among them, take a scalar for; empty for the same. */
  static Optional<String> otherwise(String text) {
    if (WORD.matcher(text).matches()) {
      String word = text.toLowerCase(Locale.ROOT);
      return Optional.of(word.equals("yes") || word.equals("on") ? "true" : "false");
    }
    if (LEADING_ZERO.matcher(text).matches()) {
      return Optional.of(text.matches("[-+]?[0-7_]+") ? "an octal number" : "text");
    }
    if (BINARY.matcher(text).matches()) {
      return Optional.of("a binary number");
    }
    if (SEXAGESIMAL.matcher(text).matches()) {
      return Optional.of("a number to the base 60");
    }
    if (text.contains("_") && UNDERSCORES.matcher(text).matches()) {
      return Optional.of("a number");
    }
    boolean isText =
        OCTAL.matcher(text).matches()
            || EXPONENT.matcher(text).matches()
            || DOT_EXPONENT.matcher(text).matches();
    return isText ? Optional.of("text") : Optional.empty();
  }

  /** A value as a message names it. */
  static String describe(@Nullable Object value) {
    return switch (value) {
      case String text -> "text";
      case Number number -> "the number " + number;
      case null, default -> String.valueOf(value);
    };
  }

  /** How to write it so that every reader takes it the same. */
  static String cure(String text, @Nullable Object value) {
    String quoted = "Write \"" + text + "\" for the text";
    return switch (value) {
      case Long whole -> quoted + ", or " + whole + " for the number.";
      case Double number
          when Double.isFinite(number) && number == Math.rint(number) && Math.abs(number) < 1e15 ->
          quoted + ", or " + number + " for the number.";
      case String word when WORD.matcher(word).matches() ->
          quoted + ", or " + otherwise(word).orElse("true") + " for the truth value.";
      case null, default -> quoted + ".";
    };
  }
}
