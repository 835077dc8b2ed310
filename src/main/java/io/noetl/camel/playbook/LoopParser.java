package io.noetl.camel.playbook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code loop}. */
final class LoopParser {
  static final int DEFAULT_MAX_IN_FLIGHT = 16;

  static final Set<String> KNOWN =
      Set.of(
          "in",
          "collection",
          "over",
          "iterator",
          "element",
          "mode",
          "max_in_flight",
          "concurrency",
          "fail_fast",
          "label");

  private final Problems problems;

  LoopParser(Problems problems) {
    this.problems = problems;
  }

  @Nullable Loop parse(@Nullable Object value, String pointer) {
    Fields fields =
        Fields.of(
            value,
            pointer,
            "'loop'",
            "Write `loop: {in: \"{{ workload.items }}\", iterator: item}`.",
            problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(KNOWN, "'loop'");
    String key = fields.has("in") ? "in" : fields.has("collection") ? "collection" : "over";
    if (!fields.has(key)) {
      problems.error(
          "PB0231",
          pointer,
          "The loop has no 'in'.",
          "Write `in: \"{{ workload.items }}\"`, or a list.");
      return null;
    }
    Object in = fields.get(key);
    if (!(in instanceof String || in instanceof List || in instanceof Map)) {
      problems.error(
          "PB0232",
          fields.pointer(key),
          "'" + key + "' is " + Fields.describe(in) + ".",
          "Write a list, or a template that gives one.");
      return null;
    }
    String iterator = fields.text(fields.has("iterator") ? "iterator" : "element");
    if (iterator != null && !iterator.matches("[A-Za-z_]\\w*")) {
      problems.error(
          "PB0234",
          fields.pointer(fields.has("iterator") ? "iterator" : "element"),
          "The iterator is " + Fields.describe(iterator) + ", which no template can name.",
          "Write a name of letters, digits and underscores, like item.");
    }
    boolean bounded = fields.has("max_in_flight") || fields.has("concurrency");
    String bound = fields.has("max_in_flight") ? "max_in_flight" : "concurrency";
    return new Loop(
        in,
        iterator == null ? "item" : iterator,
        mode(fields),
        bounded ? fields.wholeAmount(bound, DEFAULT_MAX_IN_FLIGHT, 1) : DEFAULT_MAX_IN_FLIGHT,
        fields.flag("fail_fast", false),
        fields.text("label"));
  }

  private Loop.Mode mode(Fields fields) {
    String mode = fields.text("mode");
    return switch (mode == null ? "sequential" : mode.toLowerCase(Locale.ROOT)) {
      case "sequential" -> Loop.Mode.SEQUENTIAL;
      case "async", "parallel" -> Loop.Mode.PARALLEL;
      default -> {
        problems.error(
            "PB0233",
            fields.pointer("mode"),
            "Unknown mode '" + mode + "'.",
            "Write sequential, async or parallel.");
        yield Loop.Mode.SEQUENTIAL;
      }
    };
  }
}
