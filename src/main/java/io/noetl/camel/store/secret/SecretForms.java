package io.noetl.camel.store.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The forms in which a secret's value may turn up in a text. */
final class SecretForms {
  private static final int LONG_LINE = 20;

  private SecretForms() {}

  /**
   * The value itself, its long lines, and each as JSON, URL and base64 write it; in base64 also as
   * a part of a longer text, at each of the three places where it may begin.
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
    return forms;
  }

  private static void addForms(Set<String> forms, String value) {
    forms.add(value);
    forms.add(escaped(value));
    String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
    String path = url.replace("+", "%20");
    for (String form : List.of(url, path, path.replace("%2F", "/"), asScripts(path))) {
      forms.add(form);
      forms.add(lowerHex(form));
    }
    for (int offset = 0; offset < 3; offset++) {
      String base64 = base64(value, offset);
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
      forms.add(URLEncoder.encode(base64, StandardCharsets.UTF_8));
    }
  }

  /** As JSON writes it within quotes. */
  private static String escaped(String value) {
    String json = new io.noetl.camel.store.Json().write(value);
    return json.substring(1, json.length() - 1);
  }

  /** As encodeURIComponent writes it. */
  private static String asScripts(String path) {
    return path.replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }

  private static String lowerHex(String url) {
    StringBuilder lower = new StringBuilder(url);
    for (int i = url.indexOf('%'); i >= 0 && i + 3 <= url.length(); i = url.indexOf('%', i + 1)) {
      lower.replace(i, i + 3, url.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  /** The digits that are the value's alone, when so many bytes stand in front of it. */
  private static String base64(String value, int offset) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    byte[] shifted = new byte[bytes.length + offset];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    Arrays.fill(shifted, 0, offset, (byte) 0);
    String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int shared = offset == 0 ? 0 : offset + 1;
    int whole = shifted.length / 3 * 4 + (shifted.length % 3 == 0 ? 0 : shifted.length % 3);
    return digits.substring(shared, Math.min(whole, digits.length()));
  }
}
