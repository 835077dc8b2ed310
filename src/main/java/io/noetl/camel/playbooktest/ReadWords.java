package io.noetl.camel.playbooktest;

import io.noetl.camel.store.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of a playbook, and what is left of a result without the members that none of them
 * names. Whether nothing misses the rest is for a run to show.
 */
final class ReadWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

  /** Of an answer by HTTP, what is of use to few and never the same. */
  private static final Set<String> ENVELOPE = Set.of("headers", "elapsed", "url");

  private static final int BIG = 4_096;
  private static final int SMALL = 200;

  private final Json json;
  private final String playbook;
  private final Set<String> words;

  ReadWords(String playbook, Json json) {
    this.json = json;
    this.playbook = playbook;
    this.words =
        WORD.matcher(playbook).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** A result without what nobody reads. */
  @Nullable Object cut(@Nullable Object result) {
    return cut(result, length(result) > BIG ? 0 : SMALL);
  }

  private @Nullable Object cut(@Nullable Object value, int most) {
    return switch (value) {
      case Map<?, ?> map -> members(map, most);
      case List<?> list -> list.stream().map(item -> cut(item, most)).toList();
      case null, default -> value;
    };
  }

  private Map<String, @Nullable Object> members(Map<?, ?> map, int most) {
    boolean isEnvelope = map.containsKey("status_code") && map.containsKey("data");
    Map<String, @Nullable Object> left = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (isKept(name, value, isEnvelope, most)) {
            left.put(name, cut(value, most));
          }
        });
    return left;
  }

  private boolean isKept(String name, @Nullable Object value, boolean inEnvelope, int most) {
    if (inEnvelope) {
      return !ENVELOPE.contains(name) || isMember(name);
    }
    return words.contains(name) || length(value) <= most;
  }

  /** Whether something names it as a member: {@code .url}, {@code ['url']}, {@code get("url")}. */
  private boolean isMember(String name) {
    return playbook.contains("." + name)
        || playbook.contains("'" + name + "'")
        || playbook.contains("\"" + name + "\"");
  }

  private int length(@Nullable Object value) {
    return json.write(value).length();
  }
}
