package io.noetl.camel.store.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds many texts in one. It looks up each place by a rolling hash, so that the time does not grow
 * with their number. Immutable.
 */
final class SecretSearch {
  private static final int BASE = 31;
  private static final int FILTER_BITS = 16;

  private final Map<Integer, List<String>> byHash = new HashMap<>();
  private final boolean[] filter = new boolean[1 << FILTER_BITS];
  private final int window;
  private final int leading;

  /**
   * Makes a search.
   *
   * @param window the length of the shortest text
   */
  SecretSearch(Collection<String> texts, int window) {
    this.window = window;
    texts.forEach(this::add);
    byHash
        .values()
        .forEach(forms -> forms.sort(Comparator.comparingInt(String::length).reversed()));
    int power = 1;
    for (int i = 1; i < window; i++) {
      power *= BASE;
    }
    this.leading = power;
  }

  boolean isEmpty() {
    return byHash.isEmpty();
  }

  /** Told of each place, from the left; of two that overlap the first. */
  void search(String text, Found found) {
    if (byHash.isEmpty() || text.length() < window) {
      return;
    }
    int at = 0;
    int hash = hash(text, 0);
    while (true) {
      String match = filter[slot(hash)] ? match(text, at, hash) : null;
      int next = at + 1;
      if (match != null) {
        found.at(at, match);
        next = at + match.length();
      }
      if (next + window > text.length()) {
        return;
      }
      hash = next == at + 1 ? rolled(hash, text, at) : hash(text, next);
      at = next;
    }
  }

  private void add(String form) {
    int hash = hash(form, 0);
    filter[slot(hash)] = true;
    byHash.computeIfAbsent(hash, key -> new ArrayList<>()).add(form);
  }

  private @Nullable String match(String text, int at, int hash) {
    for (String form : byHash.getOrDefault(hash, List.of())) {
      if (text.startsWith(form, at) && !isPartOfNumber(text, at, form)) {
        return form;
      }
    }
    return null;
  }

  /** A secret of digits alone is no secret within a longer number: ids have many digits. */
  private static boolean isPartOfNumber(String text, int at, String form) {
    int end = at + form.length();
    boolean before = at > 0 && isDigit(text.charAt(at - 1)) && isDigit(form.charAt(0));
    boolean after =
        end < text.length() && isDigit(text.charAt(end)) && isDigit(form.charAt(form.length() - 1));
    return (before || after) && form.chars().allMatch(SecretSearch::isDigit);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int rolled(int hash, String text, int at) {
    return (hash - text.charAt(at) * leading) * BASE + text.charAt(at + window);
  }

  private int hash(String text, int at) {
    int hash = 0;
    for (int i = at; i < at + window; i++) {
      hash = hash * BASE + text.charAt(i);
    }
    return hash;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> FILTER_BITS)) & ((1 << FILTER_BITS) - 1);
  }

  /** Is told where a text stands. */
  @FunctionalInterface
  interface Found {
    void at(int start, String text);
  }
}
