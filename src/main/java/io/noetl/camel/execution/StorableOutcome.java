package io.noetl.camel.execution;

import io.noetl.camel.store.Storable;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes as they can be stored. What the next step sees is what the log has, so that an execution
 * is the same live, after a takeover and in a rerun.
 */
final class StorableOutcome {
  private static final int LONGEST_MESSAGE = 64 * 1024;
  private static final int LONGEST_TRACEBACK = 256 * 1024;

  private StorableOutcome() {}

  /** The outcome; a failure where its result can't be stored. */
  static Outcome of(String step, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done(step, done);
      case Outcome.Failed failed ->
          new Outcome.Failed(error(failed.error()), Storable.described(failed.result()));
    };
  }

  @SuppressWarnings("ReferenceEquality") // what was not copied is kept
  private static Outcome done(String step, Outcome.Done done) {
    try {
      Object stored = Storable.checked(done.result());
      return stored == done.result() ? done : new Outcome.Done(stored);
    } catch (Storable.Refused e) {
      return Outcome.failed(
          ToolError.of(
              "EX0006",
              "NotStorable",
              "The result of step '%s' can't be kept: it has %s. Give it as text, in parts, or keep it elsewhere."
                  .formatted(step, e.getMessage())));
    }
  }

  private static ToolError error(ToolError error) {
    return new ToolError(
        Storable.text(error.code()),
        Storable.text(error.type(), 200),
        Storable.text(error.message(), LONGEST_MESSAGE),
        error.status(),
        traceback(error.traceback()));
  }

  private static @Nullable String traceback(@Nullable String text) {
    return text == null ? null : Storable.text(text, LONGEST_TRACEBACK);
  }
}
