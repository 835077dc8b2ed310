package io.noetl.camel.tool.nats;

import io.nats.client.JetStreamApiException;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.playbook.NatsOperations;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Interruptible;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The nats tool: one {@code operation} over a connection of the call's own. Buckets, streams and
 * consumers have to be there; none is made.
 */
public final class NatsTool implements Tool {
  private static final Duration UNBOUNDED = Duration.ofDays(365);
  private static final int NOT_FOUND = 404;

  private static final Map<String, NatsOperation> PARTS =
      Map.of(
          "kv", new KeyValueOperation(),
          "object", new ObjectOperation(),
          "js", new StreamOperation());

  private final CredentialResolver credentials;
  private final OutboundGuard guard;
  private final SecureRandom random;

  /**
   * Makes the tool.
   *
   * @param guard says which servers may be called
   * @param random draws addresses that nobody can guess
   */
  public NatsTool(CredentialResolver credentials, OutboundGuard guard, SecureRandom random) {
    this.credentials = credentials;
    this.guard = guard;
    this.random = random;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("nats");
  }

  @Override
  public boolean runsAnywhere() {
    return true;
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    AtomicReference<@Nullable NatsLink> open = new AtomicReference<>();
    CallFields fields = CallFields.of(call);
    try {
      String operation = operation(fields);
      return new Outcome.Done(
          Interruptible.run(
              () -> run(operation, fields, call, open),
              UNBOUNDED,
              thread -> stop(thread, open.get())));
    } catch (ToolFailure e) {
      return e.outcome();
    } catch (JetStreamApiException e) {
      return refused(e, fields);
    } catch (IOException e) {
      return open.get() == null ? unreachable(e) : broken(e);
    } catch (IllegalArgumentException e) {
      return new ToolFailure("TL1301", "ConfigError", "nats: " + e.getMessage()).outcome();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String operation(CallFields fields) throws ToolFailure {
    String operation = fields.text("operation");
    if (operation == null || !NatsOperations.ALL.contains(operation)) {
      throw new ToolFailure(
          "TL1301",
          "ConfigError",
          "nats: operation: %s (expected: one of %s)"
              .formatted(operation, String.join(", ", NatsOperations.ALL)));
    }
    return operation;
  }

  private Map<String, @Nullable Object> run(
      String operation, CallFields fields, ToolCall call, AtomicReference<@Nullable NatsLink> open)
      throws IOException, JetStreamApiException, InterruptedException, ToolFailure {
    NatsTarget target = NatsTarget.of(call, credentials);
    NatsOperation part = PARTS.get(operation.substring(0, operation.indexOf('_')));
    if (part == null) {
      throw new IllegalStateException(operation);
    }
    try (NatsLink link = NatsLink.open(target, guard, call.profile(), random)) {
      open.set(link);
      return part.run(operation, link.connection(), fields, call);
    }
  }

  private static void stop(Thread thread, @Nullable NatsLink link) {
    thread.interrupt();
    if (link != null) {
      link.cut();
    }
  }

  private static Outcome refused(JetStreamApiException e, CallFields fields) {
    String named = fields.text("bucket", "stream");
    return e.getErrorCode() == NOT_FOUND
        ? new ToolFailure("TL1303", "NotFound", "nats: %s (%s)".formatted(e.getMessage(), named))
            .outcome()
        : new ToolFailure("TL1304", "NatsError", "nats: " + e.getMessage()).outcome();
  }

  /** The client says by these words that it was not let in. */
  private static Outcome unreachable(IOException e) {
    String message = String.valueOf(e.getMessage());
    boolean who = message.toLowerCase(Locale.ROOT).contains("authorization");
    return Outcome.failed(
        ToolError.of(
            "TL1305",
            who ? "AuthError" : "ConnectError",
            who
                ? "nats: the server does not let it in: " + message
                : "nats: no server can be reached: " + message));
  }

  private static Outcome broken(IOException e) {
    return Outcome.failed(
        ToolError.of(
            "TL1305", "ConnectError", "nats: the connection broke off: " + e.getMessage()));
  }
}
