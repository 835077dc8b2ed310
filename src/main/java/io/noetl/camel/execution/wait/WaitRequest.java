package io.noetl.camel.execution.wait;

import io.noetl.camel.execution.approval.ApprovalSpec;
import io.noetl.camel.store.event.RunCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks to wait for.
 *
 * @param key names the wait
 * @param step the step's name
 * @param wanted what ends it
 * @param due when it is over whatever has come; null for never
 * @param notices who is told when it begins
 */
public record WaitRequest(
    WaitKey key,
    String step,
    Wanted wanted,
    @Nullable Instant due,
    List<RunCommit.Notice> notices) {

  /** What ends a wait. */
  public sealed interface Wanted {
    /** Its time alone. */
    record Time() implements Wanted {}

    /**
     * A signal.
     *
     * @param name what it is called
     * @param key tells those of a name apart; empty where nothing does
     */
    record Signal(String name, String key) implements Wanted {}

    /** A decision of people. */
    record Ask(ApprovalSpec spec) implements Wanted {}
  }
}
