package io.noetl.camel.store.search;

import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of the log together as runs of steps. A step that stands in line behind another is
 * announced before its token is known: the first such notice is that of its first run.
 */
final class StepTimeline {
  private final List<StepSpan> runs = new ArrayList<>();
  private final Map<String, Deque<LocalDateTime>> notices = new HashMap<>();
  private final Map<String, StepSpan> nameless = new HashMap<>();

  /** Adds what the log has of a step and a token. */
  void add(StepSpan span, List<LocalDateTime> issued) {
    if (span.token() == null) {
      notices.put(span.step(), new ArrayDeque<>(issued));
      nameless.put(span.step(), span);
    } else {
      runs.add(span.due(issued.isEmpty() ? null : issued.getFirst(), span.kind()));
    }
  }

  /** The runs, those that wait at the end. */
  List<StepSpan> spans() {
    List<StepSpan> spans = new ArrayList<>();
    for (StepSpan run : runs) {
      StepSpan known = run.issuedAt() == null ? run.due(notice(run.step()), kind(run.step())) : run;
      spans.add(known.endedAt() == null ? crashed(known) : known);
    }
    notices.forEach(
        (step, times) -> times.forEach(time -> spans.add(waiting(nameless.get(step), time))));
    nameless.values().stream()
        .filter(
            span ->
                span.endedAt() != null
                    && runs.stream().noneMatch(run -> run.step().equals(span.step())))
        .forEach(spans::add);
    return spans;
  }

  private @Nullable String kind(String step) {
    StepSpan announced = nameless.get(step);
    return announced == null ? null : announced.kind();
  }

  private @Nullable LocalDateTime notice(String step) {
    Deque<LocalDateTime> times = notices.get(step);
    return times == null ? null : times.poll();
  }

  /** A step that ended without an outcome has an end that names no token. */
  private StepSpan crashed(StepSpan run) {
    StepSpan end = nameless.get(run.step());
    return end == null || end.endedAt() == null
        ? run
        : new StepSpan(
            run.step(),
            run.token(),
            run.kind(),
            run.issuedAt(),
            run.startedAt(),
            end.endedAt(),
            end.status(),
            run.retries(),
            run.pages(),
            run.items(),
            end.error(),
            end.fails(),
            run.edges(),
            run.gaps());
  }

  private static StepSpan waiting(@Nullable StepSpan span, LocalDateTime since) {
    if (span == null) {
      throw new IllegalStateException("A notice without its step");
    }
    return new StepSpan(
        span.step(),
        null,
        span.kind(),
        since,
        null,
        null,
        "PENDING",
        0,
        0,
        new StepSpan.Items(0, 0, 0),
        null,
        false,
        List.of(),
        List.of());
  }
}
