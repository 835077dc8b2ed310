package io.noetl.camel.playbook;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how many messages of a subscription start one execution together. */
final class BatchParser {
  private static final int SIZE = 100;
  private static final int MOST = 5000;
  private static final double SECONDS = 1;

  /** What was fetched comes again where it is not acknowledged for long. */
  private static final double LONGEST = 60;

  private static final Map<String, String> ONE_EACH =
      Map.of(
          "webhook",
          "a sender waits for the answer to its own message",
          "execution",
          "each end is looked at by itself",
          "schedule",
          "each of its times is a start",
          "camel",
          "its consumer gives a message, and waits for its start before it gives the next");

  private static final Map<String, String> CURES =
      Stream.concat(
              Stream.of("max", "max_size", "max_records", "max_messages", "count")
                  .map(key -> Map.entry(key, "Write `size: 100`.")),
              Stream.of("timeout", "max_wait", "linger", "interval", "seconds", "window", "every")
                  .map(key -> Map.entry(key, "Write `wait: 5`, in seconds.")))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** A name of one message, at the beginning of an expression's path. */
  private static final Pattern OF_ONE =
      Pattern.compile("(?s).*\\{[{%][^}]*(?<![.\\w'\"])(body|headers|query|source)\\b.*");

  private final Fields dispatch;
  private final @Nullable String source;
  private final Problems problems;

  BatchParser(Fields dispatch, @Nullable String source, Problems problems) {
    this.dispatch = dispatch;
    this.source = source;
    this.problems = problems;
  }

  Subscription.@Nullable Batch read() {
    for (String key : Set.of("batch_dispatch", "batch_max")) {
      if (dispatch.has(key)) {
        problems.warning(
            "PB0739",
            dispatch.pointer(key),
            "'%s' has no effect: what is fetched together starts together, an execution for each message."
                .formatted(key),
            "Remove it, or write `batch: {size: 100}` for one execution for all of them.");
      }
    }
    if (dispatch.get("batch") == null) {
      return null;
    }
    String why = source == null ? null : ONE_EACH.get(source);
    if (why != null) {
      problems.error(
          "PB0740",
          dispatch.pointer("batch"),
          "The source '%s' starts an execution for each message: %s.".formatted(source, why),
          "webhook".equals(source)
              ? "Remove `batch`; or let the sender write to a topic, a stream or a table, and take"
                  + " batches of those (kafka, nats, database)."
              : "Remove `batch`: it is for kafka, nats, file, database and mail.");
    }
    if (dispatch.get("payload") != null) {
      dispatch.values("payload").forEach(this::checkNames);
    }
    if (!(dispatch.get("batch") instanceof Map)) {
      return bounded(
          new Subscription.Batch(dispatch.whole("batch", SIZE, 1), SECONDS),
          dispatch.pointer("batch"));
    }
    Fields batch = new Fields(dispatch.values("batch"), dispatch.pointer("batch"), problems);
    batch.warnUnknown(Set.of("size", "wait"), "'batch'", CURES);
    Subscription.Batch read =
        new Subscription.Batch(batch.whole("size", SIZE, 1), batch.number("wait", SECONDS, 0));
    return bounded(read, batch.pointer(read.size() > MOST ? "size" : "wait"));
  }

  private Subscription.Batch bounded(Subscription.Batch read, String pointer) {
    if (read.size() > MOST || read.seconds() > LONGEST) {
      problems.error(
          "PB0742",
          pointer,
          read.size() > MOST
              ? "'size' is %d (expected: at most %d).".formatted(read.size(), MOST)
              : "'wait' is %s s (expected: at most %s).".formatted(read.seconds(), LONGEST),
          "Write less: what waits is not acknowledged yet, and is held in memory.");
    }
    return read;
  }

  private void checkNames(String name, @Nullable Object value) {
    if (value instanceof String text && OF_ONE.matcher(text).matches()) {
      problems.warning(
          "PB0741",
          dispatch.pointer("payload") + "/" + name,
          "The payload of a batch has no body, headers, query or source of its own.",
          "Write `{{ messages }}`, or `{{ messages | map(attribute='body') | list }}`: each has"
              + " body, headers, source and key.");
    }
  }
}
