package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the items of loops for people: by the loop's label, else by the item where it is short. */
final class LoopLabels {
  private static final int SHORT = 40;
  private static final int LONGEST = 100;
  private static final List<String> NAMING = List.of("name", "id", "key", "title", "path", "url");
  private static final Json JSON = new Json();

  private LoopLabels() {}

  /** The label of an item; null where there is none. */
  static @Nullable String of(Expressions expressions, Step step, StepNames names, LoopItem item) {
    Loop loop = step.loop();
    if (loop != null && loop.label() != null) {
      try {
        Object label = expressions.value(step.pointer() + "/loop/label").render(names);
        return line(label instanceof String text ? text : JSON.write(LoggedValues.of(label)));
      } catch (TemplateError e) {
        // A label is for people: without one the item still runs, under its index.
        return null;
      }
    }
    return ofItem(item.value());
  }

  private static @Nullable String ofItem(@Nullable Object item) {
    return switch (item) {
      case null -> null;
      case String text -> text.length() <= SHORT ? line(text) : null;
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case Map<?, ?> map ->
          NAMING.stream()
              .map(map::get)
              .filter(value -> value instanceof String || value instanceof Number)
              .map(LoopLabels::ofItem)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseGet(() -> written(map));
      default -> written(item);
    };
  }

  private static @Nullable String written(Object item) {
    Object plain = LoggedValues.of(item);
    if (plain instanceof Map<?, ?> map && map.size() > SHORT / 5) {
      return null;
    }
    if (plain instanceof List<?> list && list.size() > SHORT / 2) {
      return null;
    }
    String json = JSON.write(plain);
    return json.length() <= SHORT ? json : null;
  }

  private static String line(String text) {
    String one = text.strip().replaceAll("\\s+", " ");
    return one.length() <= LONGEST ? one : one.substring(0, LONGEST - 1) + "…";
  }
}
