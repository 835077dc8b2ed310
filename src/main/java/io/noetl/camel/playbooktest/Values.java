package io.noetl.camel.playbooktest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values as JSON has them. */
final class Values {
  private Values() {}

  /** A copy with each scalar as a function makes it. */
  static @Nullable Object mapped(
      @Nullable Object value, Function<@Nullable Object, @Nullable Object> scalar) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put(String.valueOf(key), mapped(member, scalar)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(mapped(item, scalar)));
        yield copy;
      }
      case null, default -> scalar.apply(value);
    };
  }
}
