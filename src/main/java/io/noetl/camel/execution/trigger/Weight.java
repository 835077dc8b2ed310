package io.noetl.camel.execution.trigger;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how many signs a value has. */
final class Weight {
  private static final long PLAIN = 8;

  private Weight() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length() + PLAIN;
      case List<?> list -> list.stream().mapToLong(Weight::of).sum() + PLAIN;
      case Map<?, ?> map ->
          map.entrySet().stream()
                  .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
                  .sum()
              + PLAIN;
      case null, default -> PLAIN;
    };
  }
}
