package io.noetl.camel.tool.flow;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.wait.Signal;
import io.noetl.camel.execution.wait.Signal.Deliver;
import io.noetl.camel.execution.wait.SignalBook;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code signal} tool: sends a signal to executions that wait for it. Its result is {@code
 * {signal_id, delivered, kept}}. Made again after a takeover, the call sends nothing twice.
 */
public final class SignalTool implements Tool {
  private final SignalBook book;

  public SignalTool(SignalBook book) {
    this.book = book;
  }

  @Override
  public Set<String> kinds() {
    return Set.of("signal");
  }

  @Override
  public Outcome call(ToolCall call) {
    try {
      SignalBook.Sent sent = book.send(signal(call));
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      result.put("signal_id", Long.toString(sent.signalId()));
      result.put("delivered", (long) sent.delivered().size());
      result.put("kept", sent.delivered().isEmpty() && !sent.again());
      return new Outcome.Done(result);
    } catch (ToolFailure e) {
      return e.outcome();
    } catch (SignalBook.TooMany e) {
      return new ToolFailure("WT0103", "TooManySignals", String.valueOf(e.getMessage())).outcome();
    }
  }

  private static Signal signal(ToolCall call) throws ToolFailure {
    Object payload = call.config().get("payload");
    if (payload == null) {
      payload = call.config().get("data");
    }
    if (payload == null && !call.args().isEmpty()) {
      payload = call.args();
    }
    return new Signal(
        name(call, "signal"),
        name(call, "key"),
        payload,
        deliver(call),
        keep(call),
        "signal:" + call.idempotencyKey() + "#" + call.origin().attempt(),
        "execution " + call.origin().executionId());
  }

  private static String name(ToolCall call, String field) throws ToolFailure {
    String text = Optional.ofNullable(call.text(field)).orElse("");
    if (text.length() > Signal.LONGEST_NAME
        || text.indexOf('\0') >= 0
        || (field.equals("signal") && text.isBlank())) {
      throw wrong(
          call,
          field,
          "'" + text + "'",
          "a text of at most " + Signal.LONGEST_NAME + " characters");
    }
    return text;
  }

  private static Deliver deliver(ToolCall call) throws ToolFailure {
    String text = Optional.ofNullable(call.text("deliver")).orElse("all").strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "all" -> Deliver.ALL;
      case "one" -> Deliver.ONE;
      default -> throw wrong(call, "deliver", "'" + text + "'", "all or one");
    };
  }

  private static Duration keep(ToolCall call) throws ToolFailure {
    Object value = call.config().get("keep");
    if (value == null) {
      return Signal.KEEP;
    }
    Optional<Duration> keep = Durations.of(value).filter(t -> t.compareTo(Signal.LONGEST) <= 0);
    if (keep.isEmpty()) {
      throw wrong(call, "keep", "'" + value + "'", "a duration of at most 90d");
    }
    return keep.get();
  }

  private static ToolFailure wrong(ToolCall call, String field, String found, String expected) {
    return new ToolFailure(
        "WT0102",
        "ValueError",
        "Step '%s': %s is %s (expected: %s)"
            .formatted(call.origin().step(), field, found, expected));
  }
}
