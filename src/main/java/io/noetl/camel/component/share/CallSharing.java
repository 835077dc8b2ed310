package io.noetl.camel.component.share;

import io.noetl.camel.execution.CallSignals;
import io.noetl.camel.execution.ReplicaAdmission;
import io.noetl.camel.execution.StepLogSink;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.call.CallStore;
import io.noetl.camel.store.secret.SealedColumns;
import io.noetl.camel.tool.Tool;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A replica's two parts in the spreading of calls: it has some made by others, and makes theirs.
 */
public final class CallSharing implements CallSignals, AutoCloseable {
  private final SharedCalls shared;
  private final RemoteCallWorker helper;

  /**
   * The sharing of a replica.
   *
   * @param columns encrypts calls in which a secret stands
   * @param signals tells the others
   * @param admission how many items of a loop run here, and how many calls of others
   * @param tools finds the tool of a kind
   * @param logs takes what the calls of others print
   * @param replica this replica's name
   * @param profiles what the calls of others may reach
   */
  public CallSharing(
      CallStore store,
      Json json,
      SealedColumns columns,
      CallSignals signals,
      ReplicaAdmission admission,
      Function<String, @Nullable Tool> tools,
      StepLogSink logs,
      String replica,
      ExecutionProfiles profiles) {
    CallCodec codec = new CallCodec(json, columns, profiles);
    this.shared = new SharedCalls(store, codec, signals, admission, replica);
    this.helper =
        new RemoteCallWorker(store, codec, signals, tools, logs, replica, admission.siblings());
  }

  /** Has calls made by others. */
  public SharedCalls shared() {
    return shared;
  }

  /** From now on it makes calls of others. */
  public void open() {
    helper.open();
  }

  @Override
  public void offered() {
    helper.offered();
  }

  @Override
  public void answered(long executionId) {
    shared.answered(executionId);
  }

  @Override
  public void withdrawn(long executionId) {
    helper.withdrawn(executionId);
  }

  @Override
  public void close() {
    helper.close();
  }
}
