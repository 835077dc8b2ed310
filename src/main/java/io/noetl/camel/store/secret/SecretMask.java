package io.noetl.camel.store.secret;

import io.noetl.camel.store.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the values of secrets by {@code ***} wherever they stand in a text: as they are, as
 * numbers, in base64, and behind the escapes of JSON, Python, URLs and HTML, one within the other.
 * Immutable.
 */
public final class SecretMask {
  /** What stands in the place of a secret. */
  public static final String MASK = "***";

  /** Shorter values are no secrets that one could hide: they turn up by chance. */
  public static final int MIN_LENGTH = 8;

  private final SecretSearch search;

  /**
   * Makes a mask.
   *
   * @param secrets values to hide; those shorter than {@link #MIN_LENGTH} are left out
   */
  public SecretMask(Collection<String> secrets) {
    this.search =
        new SecretSearch(
            secrets.stream()
                .filter(value -> value.length() >= MIN_LENGTH)
                .flatMap(value -> SecretForms.of(value).stream())
                .filter(form -> form.length() >= MIN_LENGTH)
                .collect(Collectors.toCollection(LinkedHashSet::new)),
            MIN_LENGTH);
  }

  /** A text without the secrets. */
  public String text(String text) {
    return hidesNothingIn(text) ? text : new SecretPlaces(search, text).masked(text);
  }

  /** The secrets that {@link #text} hides in a text. */
  public Set<String> found(String text) {
    return hidesNothingIn(text) ? Set.of() : new SecretPlaces(search, text).secrets();
  }

  /** A JSON text without the secrets, which is JSON as before. */
  public String json(String text) {
    if (hidesNothingIn(text)) {
      return text;
    }
    try {
      return new JsonStrings(this::text, this::number).changed(text);
    } catch (IllegalArgumentException | Json.Malformed e) {
      return text(text);
    }
  }

  /** A JSON-like value without the secrets, in keys too. The value itself is left as it is. */
  public @Nullable Object value(@Nullable Object value) {
    if (search.isEmpty()) {
      return value;
    }
    return switch (value) {
      case String text -> text(text);
      case Map<?, ?> map -> object(map);
      case Collection<?> list -> list(list);
      case Number number -> number(number.toString()).equals(MASK) ? MASK : number;
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

  private boolean hidesNothingIn(String text) {
    return search.isEmpty() || text.length() < MIN_LENGTH;
  }

  /** The mask where a number is a secret as a whole, however it is written. */
  private String number(String number) {
    if (number.length() < MIN_LENGTH || number.length() > SecretForms.LONGEST_NUMBER) {
      return number;
    }
    boolean secret =
        text(number).equals(MASK)
            || (number.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')
                && text(SecretForms.plain(number)).equals(MASK));
    return secret ? MASK : number;
  }
}
