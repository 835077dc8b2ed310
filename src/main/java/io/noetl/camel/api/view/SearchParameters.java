package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.search.ExecutionSearch;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A search as clients spell it, in a query or as the filter of a bulk action: {@code path}, {@code
 * status} (several by commas), {@code label} ({@code name:value}, several by commas), {@code key},
 * {@code started_by}, {@code trigger}, {@code parent_execution_id}, {@code roots}, {@code from},
 * {@code to}, {@code q}.
 */
final class SearchParameters {
  /** The names, in the order of their description. */
  static final Set<String> NAMES =
      Set.of(
          "path",
          "status",
          "label",
          "key",
          "started_by",
          "trigger",
          "parent_execution_id",
          "roots",
          "from",
          "to",
          "q");

  private final String place;
  private final Function<String, @Nullable String> given;

  /**
   * Reads a search.
   *
   * @param place query or body, for errors
   * @param given what a name stands for; null for nothing
   */
  SearchParameters(String place, Function<String, @Nullable String> given) {
    this.place = place;
    this.given = given;
  }

  /** The search. */
  ExecutionSearch read() {
    return new ExecutionSearch(
        text("path"),
        statuses(text("status")),
        labels(text("label")),
        text("key"),
        text("started_by"),
        text("trigger"),
        parent(text("parent_execution_id")),
        roots(text("roots")),
        time("from"),
        time("to"),
        text("q"));
  }

  private @Nullable String text(String name) {
    String value = given.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private Set<Status> statuses(@Nullable String text) {
    Set<Status> statuses = EnumSet.noneOf(Status.class);
    for (String name : text == null ? new String[0] : text.split(",", -1)) {
      try {
        statuses.add(Status.valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw wrong("status", "some of " + Arrays.toString(Status.values()) + " by commas", name);
      }
    }
    return statuses;
  }

  private Map<String, String> labels(@Nullable String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : text == null ? new String[0] : text.split(",", -1)) {
      String[] parts = label.split("[:=]", 2);
      if (parts.length < 2 || parts[0].isBlank()) {
        throw wrong("label", "labels as name:value, several by commas", label);
      }
      labels.put(parts[0].strip(), parts[1].strip());
    }
    return labels;
  }

  private @Nullable Long parent(@Nullable String text) {
    return text == null
        ? null
        : BodyFields.parseLong(text)
            .orElseThrow(() -> wrong("parent_execution_id", "an execution's id", text));
  }

  private boolean roots(@Nullable String text) {
    return switch (text == null ? "false" : text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw wrong("roots", "a valid boolean", String.valueOf(text));
    };
  }

  private @Nullable Instant time(String name) {
    String text = given.apply(name);
    if (text == null) {
      return null;
    }
    return BodyFields.parseTime(text)
        .orElseThrow(() -> ApiProblem.field(BodyFields.notATime(List.of(place, name), text)));
  }

  private ApiProblem wrong(String name, String expected, String input) {
    return ApiProblem.field(
        new ApiProblem.FieldError(
            "value_error", List.of(place, name), "Input should be " + expected, input));
  }
}
