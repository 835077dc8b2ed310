package io.noetl.camel.store.secret;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where secrets stand in one text, as they are and behind escapes of several kinds, one within the
 * other: JSON within JSON, a URL within Python's {@code repr}.
 */
final class SecretPlaces {
  private static final int DEPTH = 3;
  private static final int MOST_READINGS = 24;

  private final SecretSearch search;
  private final Map<Integer, Integer> ends = new TreeMap<>();
  private final Set<String> secrets = new LinkedHashSet<>();
  private final Set<String> readings = new HashSet<>();

  SecretPlaces(SecretSearch search, String text) {
    this.search = search;
    look(text, List.of(), 0);
  }

  /** The secrets that stand there. */
  Set<String> secrets() {
    return secrets;
  }

  /** The text with a mask for each of them. */
  String masked(String text) {
    if (ends.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int kept = 0;
    for (Map.Entry<Integer, Integer> place : ends.entrySet()) {
      // one that begins within another is hidden with it
      if (place.getKey() >= kept) {
        masked.append(text, kept, place.getKey()).append(SecretMask.MASK);
      }
      kept = Math.max(kept, place.getValue());
    }
    return masked.append(text, kept, text.length()).toString();
  }

  private void look(String reading, List<Unescaped> through, int depth) {
    search.search(
        reading,
        (at, secret) -> {
          secrets.add(secret);
          ends.merge(before(at, through), before(at + secret.length(), through), Math::max);
        });
    if (depth == DEPTH) {
      return;
    }
    for (Escapes escapes : Escapes.values()) {
      Unescaped unescaped = Unescaped.of(reading, escapes);
      if (unescaped != null && readings.size() < MOST_READINGS && readings.add(unescaped.text())) {
        look(unescaped.text(), plus(through, unescaped), depth + 1);
      }
    }
  }

  private static List<Unescaped> plus(List<Unescaped> through, Unescaped last) {
    return Stream.concat(through.stream(), Stream.of(last)).toList();
  }

  private static int before(int index, List<Unescaped> through) {
    int place = index;
    for (Unescaped reading : through.reversed()) {
      place = reading.before(place);
    }
    return place;
  }
}
