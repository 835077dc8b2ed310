package io.noetl.camel.template.runtime;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters, tests and global names that templates know. Immutable. */
public final class Library {
  private static final int MAX_DISTANCE = 3;

  private final Map<String, Function> filters;
  private final Map<String, Function> tests;
  private final Map<String, Object> globals;

  private Library(Builder builder) {
    this.filters = Map.copyOf(builder.filters);
    this.tests = Map.copyOf(builder.tests);
    this.globals = Map.copyOf(builder.globals);
  }

  /** A filter, or null. */
  public @Nullable Function filter(String name) {
    return filters.get(name);
  }

  /** A test, or null. */
  public @Nullable Function test(String name) {
    return tests.get(name);
  }

  /** A global value, or null. */
  public @Nullable Object global(String name) {
    return globals.get(name);
  }

  /** What to write instead of a filter's name that is unknown. */
  public String filterHint(String name) {
    return hint(name, filters.keySet());
  }

  /** What to write instead of a test's name that is unknown. */
  public String testHint(String name) {
    return hint(name, tests.keySet());
  }

  private static String hint(String name, Collection<String> known) {
    return known.stream()
        .filter(one -> distance(name, one) <= MAX_DISTANCE || name.startsWith(one + "_"))
        .min(Comparator.comparingInt((String one) -> distance(name, one)).thenComparing(s -> s))
        .map(one -> "did you mean '" + one + "'?")
        .orElse("");
  }

  /** How many letters must change (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** Collects a library. What is added under a name that is taken replaces it. */
  public static final class Builder {
    private final Map<String, Function> filters = new HashMap<>();
    private final Map<String, Function> tests = new HashMap<>();
    private final Map<String, Object> globals = new HashMap<>();

    /** Adds a filter. */
    public Builder filter(String name, Function filter) {
      filters.put(name, filter);
      return this;
    }

    /** Adds a test. */
    public Builder test(String name, Function test) {
      tests.put(name, test);
      return this;
    }

    /** Adds a global value. */
    public Builder global(String name, Object value) {
      globals.put(name, value);
      return this;
    }

    /** The library. */
    public Library build() {
      return new Library(this);
    }
  }
}
