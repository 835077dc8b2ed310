package io.noetl.camel.store.search;

import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search as parts of SQL. Only the conditions that are asked for are written, so that the planner
 * sees which index serves; values are bound. Words are looked up by their index before anything
 * else is: the planner can't tell a rare word from a common one, and would read a million rows to
 * find the newest with a word that nobody ever wrote.
 */
final class SearchConditions {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final List<String> conditions = new ArrayList<>(List.of("true"));
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private @Nullable String words;

  SearchConditions(ExecutionSearch search, Json json) {
    path(search.path());
    statuses(search);
    if (!search.labels().isEmpty()) {
      add("labels <> '{}' AND labels @> :labels::jsonb", "labels", json.write(search.labels()));
    }
    if (search.key() != null) {
      add("(business_key = :key OR idempotency_key = :key)", "key", search.key());
    }
    equal("started_by", "by", search.startedBy());
    equal("trigger", "trigger", search.trigger());
    equal("parent_execution_id", "parent", search.parent());
    if (search.roots()) {
      conditions.add("parent_execution_id IS NULL");
    }
    time("start_time >= :from", "from", search.from());
    time("start_time < :to", "to", search.to());
    words(search);
  }

  /** Whether words are looked for. */
  boolean hasWords() {
    return words != null;
  }

  /** What a statement begins with: those that have the words, whatever else they are. */
  String with() {
    return words == null
        ? ""
        : """
        WITH found AS MATERIALIZED (
          SELECT execution_id AS found_id FROM noetl.execution execution WHERE end_time IS NOT NULL AND %1$s
           UNION
          SELECT execution_id FROM noetl.execution execution
           WHERE status IN ('PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING') AND %1$s%2$s)
        """
            .formatted(
                words,
                values.containsKey("id")
                    ? " UNION SELECT execution_id FROM noetl.execution WHERE execution_id = :id"
                    : "");
  }

  /** Where executions are read from. */
  String from() {
    return words == null ? "noetl.execution" : each("found", "found_id", "");
  }

  /**
   * The newest of those that all but the words are true of, as a place to read from: where a word
   * is common, a page is full behind a few of them.
   */
  String fromNewest(int most) {
    String newest =
        "(SELECT execution_id AS newest_id FROM noetl.execution WHERE %s ORDER BY start_time DESC, execution_id DESC LIMIT %d) newest"
            .formatted(where(), most);
    return each(newest, "newest_id", " AND " + words);
  }

  private static String each(String rows, String id, String condition) {
    return "%s CROSS JOIN LATERAL (SELECT * FROM noetl.execution execution WHERE execution_id = %s%s OFFSET 0) execution"
        .formatted(rows, id, condition);
  }

  /** The condition, without the words. */
  String where() {
    return String.join(" AND ", conditions);
  }

  /** What stands for its parameters. */
  Map<String, @Nullable Object> values() {
    return values;
  }

  /** Only what stands behind a cursor in the order of lists. */
  SearchConditions behind(@Nullable SearchCursor cursor) {
    if (cursor != null) {
      conditions.add("(start_time, execution_id) < (:cursorTime, :cursorId)");
      values.put("cursorTime", cursor.startTime().atOffset(ZoneOffset.UTC));
      values.put("cursorId", cursor.executionId());
    }
    return this;
  }

  private void path(@Nullable String path) {
    if (path != null && path.endsWith("*")) {
      add("starts_with(path, :path)", "path", path.substring(0, path.length() - 1));
    } else {
      equal("path", "path", path);
    }
  }

  private void statuses(ExecutionSearch search) {
    if (search.statuses().isEmpty() || search.statuses().size() == Status.values().length) {
      return;
    }
    if (!search.statuses().contains(Status.COMPLETED)) {
      conditions.add("status <> 'COMPLETED'");
    }
    String[] names = search.statuses().stream().map(Status::name).toArray(String[]::new);
    add("status = ANY(:statuses)", "statuses", names);
  }

  /** The same words stand in {@code noetl.search_words}; an id is found by its digits. */
  private void words(ExecutionSearch search) {
    List<String> given = split(search.words());
    if (given.isEmpty()) {
      return;
    }
    String query = given.stream().map(word -> word + ":*").collect(Collectors.joining(" & "));
    if (id(given) != null) {
      values.put("id", id(given));
    }
    words = "noetl.search_words(execution) @@ to_tsquery('simple', :words)";
    values.put("words", query);
  }

  private static @Nullable Long id(List<String> words) {
    try {
      return words.size() == 1 ? Long.valueOf(words.getFirst()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static List<String> split(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1))
            .filter(word -> !word.isEmpty())
            .toList();
  }

  private void equal(String column, String name, @Nullable Object value) {
    if (value != null) {
      add(column + " = :" + name, name, value);
    }
  }

  private void time(String condition, String name, @Nullable Instant time) {
    if (time != null) {
      add(condition, name, time.atOffset(ZoneOffset.UTC));
    }
  }

  private void add(String condition, String name, Object value) {
    conditions.add(condition);
    values.put(name, value);
  }
}
