package io.noetl.camel.store.secret;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms in which a secret's value may turn up in a text, beside those of {@link Escapes}. */
final class SecretForms {
  /** Longer ones are no numbers that a program reckons with. */
  static final int LONGEST_NUMBER = 64;

  private static final int LONG_LINE = 20;
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{0,40})?");

  private SecretForms() {}

  /**
   * The value itself, in small letters, in capitals and as a variable's name, its long lines, and
   * each as base64 and hexadecimal digits write it; in base64 also as a part of a longer text, at
   * each of the three places where it may begin. A number also as programs write it.
   */
  static Set<String> of(String value) {
    Set<String> forms = new LinkedHashSet<>();
    addForms(forms, value);
    if (value.contains("\n")) {
      value
          .lines()
          .filter(line -> line.length() >= LONG_LINE)
          .forEach(line -> addForms(forms, line));
    }
    if (NUMBER.matcher(value).matches()) {
      forms.add(plain(value));
    }
    return forms;
  }

  /** A number without zeros that mean nothing, and without an exponent. */
  static String plain(String number) {
    try {
      BigDecimal value = new BigDecimal(number);
      return Math.abs((long) value.scale()) > LONGEST_NUMBER || value.precision() > LONGEST_NUMBER
          ? number
          : value.stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return number;
    }
  }

  private static void addForms(Set<String> forms, String value) {
    forms.add(value);
    // names of hosts and of variables are written so
    String upper = value.toUpperCase(Locale.ROOT);
    forms.add(value.toLowerCase(Locale.ROOT));
    forms.add(upper);
    forms.add(upper.replaceAll("[^A-Z0-9_]", "_"));
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    for (int offset = 0; offset < 3; offset++) {
      String base64 = base64(bytes, offset);
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
    }
    String hex = HexFormat.of().formatHex(bytes);
    forms.add(hex);
    forms.add(hex.toUpperCase(Locale.ROOT));
  }

  /** The digits that are the value's alone, when so many bytes stand in front of it. */
  private static String base64(byte[] bytes, int offset) {
    byte[] shifted = new byte[bytes.length + offset];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    Arrays.fill(shifted, 0, offset, (byte) 0);
    String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int shared = offset == 0 ? 0 : offset + 1;
    int whole = shifted.length / 3 * 4 + (shifted.length % 3 == 0 ? 0 : shifted.length % 3);
    return digits.substring(shared, Math.min(whole, digits.length()));
  }
}
