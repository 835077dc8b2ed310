package io.noetl.camel.store.secret;

import java.util.ArrayDeque;
import java.util.Deque;
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
  private static final int DEPTH = 4;
  private static final int MOST_READINGS = 100;

  private final SecretSearch search;
  private final Map<Integer, Integer> ends = new TreeMap<>();
  private final Set<String> secrets = new LinkedHashSet<>();

  SecretPlaces(SecretSearch search, String text) {
    this.search = search;
    look(text);
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

  /** Those behind fewer escapes come first: they are the likelier ones where there are many. */
  private void look(String text) {
    Deque<Reading> next = new ArrayDeque<>(List.of(new Reading(text, List.of())));
    Set<String> read = new HashSet<>();
    while (!next.isEmpty()) {
      Reading reading = next.remove();
      search.search(
          reading.text(),
          (at, secret) -> {
            secrets.add(secret);
            int start = before(at, reading.through());
            ends.merge(start, before(at + secret.length(), reading.through()), Math::max);
          });
      if (reading.through().size() == DEPTH) {
        continue;
      }
      for (Escapes escapes : Escapes.values()) {
        Unescaped unescaped = Unescaped.of(reading.text(), escapes);
        if (unescaped != null && read.size() < MOST_READINGS && read.add(unescaped.text())) {
          next.add(new Reading(unescaped.text(), plus(reading.through(), unescaped)));
        }
      }
    }
  }

  /** The text as it is behind some escapes. */
  private record Reading(String text, List<Unescaped> through) {}

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
