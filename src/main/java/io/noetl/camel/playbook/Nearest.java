package io.noetl.camel.playbook;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The nearest known name, if any is near enough to be a slip. */
  public static Optional<String> to(String name, Collection<String> known) {
    String low = name.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, name.length() / 3);
    return known.stream()
        .min(
            Comparator.comparingInt((String k) -> distance(low, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(k -> distance(low, k.toLowerCase(Locale.ROOT)) <= limit);
  }

  /** {@code Did you mean 'x'?} or, where nothing is near, the names that are known. */
  public static String hint(String name, Collection<String> known) {
    return to(name, known)
        .map(k -> "Did you mean '" + k + "'?")
        .orElseGet(
            () -> "Known: " + String.join(", ", known.stream().distinct().sorted().toList()) + ".");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
