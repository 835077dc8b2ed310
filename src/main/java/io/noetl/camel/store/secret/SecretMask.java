package io.noetl.camel.store.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the values of secrets by {@code ***} wherever they stand in a text: as they are, and in
 * the forms of JSON, URLs and base64. It looks up each place of a text by a rolling hash, so that
 * the time does not grow with the number of secrets. Immutable.
 */
public final class SecretMask {
  /** What stands in the place of a secret. */
  public static final String MASK = "***";

  /** Shorter values are no secrets that one could hide: they turn up by chance. */
  public static final int MIN_LENGTH = 8;

  private static final int BASE = 31;
  private static final int FILTER_BITS = 16;

  private final Map<Integer, List<String>> byHash = new HashMap<>();
  private final boolean[] filter = new boolean[1 << FILTER_BITS];
  private final int leading;

  /**
   * Makes a mask.
   *
   * @param secrets values to hide; those shorter than {@link #MIN_LENGTH} are left out
   */
  public SecretMask(Collection<String> secrets) {
    secrets.stream()
        .filter(value -> value.length() >= MIN_LENGTH)
        .flatMap(value -> SecretForms.of(value).stream())
        .filter(form -> form.length() >= MIN_LENGTH)
        .distinct()
        .forEach(this::add);
    byHash
        .values()
        .forEach(forms -> forms.sort(Comparator.comparingInt(String::length).reversed()));
    int power = 1;
    for (int i = 1; i < MIN_LENGTH; i++) {
      power *= BASE;
    }
    this.leading = power;
  }

  /** A text without the secrets. */
  public String text(String text) {
    return text(text, form -> {});
  }

  /** The secrets that {@link #text} hides in a text, as they stand there. */
  public Set<String> found(String text) {
    Set<String> found = new HashSet<>();
    String _ = text(text, found::add);
    return found;
  }

  private String text(String text, Consumer<String> hidden) {
    if (byHash.isEmpty() || text.length() < MIN_LENGTH) {
      return text;
    }
    StringBuilder masked = null;
    int kept = 0;
    int at = 0;
    int hash = hash(text, 0);
    while (true) {
      String found = filter[slot(hash)] ? match(text, at, hash) : null;
      int next = at + 1;
      if (found != null) {
        masked = masked == null ? new StringBuilder(text.length()) : masked;
        masked.append(text, kept, at).append(MASK);
        hidden.accept(found);
        next = at + found.length();
        kept = next;
      }
      if (next + MIN_LENGTH > text.length()) {
        return masked == null ? text : masked.append(text, kept, text.length()).toString();
      }
      hash = next == at + 1 ? rolled(hash, text, at) : hash(text, next);
      at = next;
    }
  }

  /** A JSON-like value without the secrets, in keys too. The value itself is left as it is. */
  public @Nullable Object value(@Nullable Object value) {
    if (byHash.isEmpty()) {
      return value;
    }
    return switch (value) {
      case String text -> text(text);
      case Map<?, ?> map -> object(map);
      case Collection<?> list -> list(list);
      case null, default -> value;
    };
  }

  /** As {@link #value}, for an object. */
  public Map<String, @Nullable Object> object(Map<?, ? extends @Nullable Object> map) {
    Map<String, @Nullable Object> masked = new LinkedHashMap<>();
    map.forEach((key, item) -> masked.put(text(String.valueOf(key)), value(item)));
    return masked;
  }

  /** As {@link #value}, for a list. */
  public List<@Nullable Object> list(Collection<? extends @Nullable Object> list) {
    List<@Nullable Object> masked = new ArrayList<>(list.size());
    list.forEach(item -> masked.add(value(item)));
    return masked;
  }

  private void add(String form) {
    int hash = hash(form, 0);
    filter[slot(hash)] = true;
    byHash.computeIfAbsent(hash, key -> new ArrayList<>()).add(form);
  }

  private @Nullable String match(String text, int at, int hash) {
    for (String form : byHash.getOrDefault(hash, List.of())) {
      if (text.startsWith(form, at)) {
        return form;
      }
    }
    return null;
  }

  private int rolled(int hash, String text, int at) {
    return (hash - text.charAt(at) * leading) * BASE + text.charAt(at + MIN_LENGTH);
  }

  private static int hash(String text, int at) {
    int hash = 0;
    for (int i = at; i < at + MIN_LENGTH; i++) {
      hash = hash * BASE + text.charAt(i);
    }
    return hash;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> FILTER_BITS)) & ((1 << FILTER_BITS) - 1);
  }
}
