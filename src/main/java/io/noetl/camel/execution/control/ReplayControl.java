package io.noetl.camel.execution.control;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.Snapshot;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.playbook.Part;
import io.noetl.camel.store.event.NewEvent;
import java.util.List;
import java.util.Optional;

/** Folds the log of an execution as recovery does, up to a moment. */
public final class ReplayControl implements Replays {
  private final ExecutionLog log;
  private final Playbooks playbooks;

  public ReplayControl(ExecutionLog log, Playbooks playbooks) {
    this.log = log;
    this.playbooks = playbooks;
  }

  @Override
  public Optional<State> state(long executionId, Moment moment, BigResults bigResults) {
    return log.head(executionId).map(head -> state(head, moment, bigResults));
  }

  private State state(ExecutionLog.Head head, Moment moment, BigResults bigResults) {
    CompiledPlaybook compiled =
        playbooks.compiled(playbooks.entry(new PlaybookRef.ById(head.catalogId())));
    List<LogEntry> entries = log.folded(head.executionId(), row -> isUpTo(row, moment), bigResults);
    return new State(
        head.executionId(),
        head.path(),
        head.version(),
        status(entries),
        entries.isEmpty() ? null : last(entries.getLast().row()),
        Snapshot.of(compiled, entries.stream().map(LogEntry::event).toList()));
  }

  private static boolean isUpTo(NewEvent row, Moment moment) {
    return switch (moment) {
      case Moment.Now now -> true;
      case Moment.Event event -> row.eventId() <= event.eventId();
      case Moment.Time time -> !row.createdAt().isAfter(time.at());
    };
  }

  private static LastEvent last(NewEvent row) {
    return new LastEvent(row.eventId(), row.eventType(), row.nodeName(), row.createdAt());
  }

  /** The last event that says something about the whole execution. */
  private static String status(List<LogEntry> entries) {
    for (LogEntry entry : entries.reversed()) {
      switch (entry.row().eventType()) {
        case "playbook.initialized", "playbook.resumed" -> {
          return "RUNNING";
        }
        case "cleanup.started" -> {
          if (entry.row().nodeName().equals(Part.COMPENSATE.key())) {
            return "COMPENSATING";
          }
        }
        case "playbook.paused", "playbook.completed", "playbook.failed", "playbook.cancelled" -> {
          return entry.row().status();
        }
        default -> {}
      }
    }
    return "PENDING";
  }
}
