import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.CommitObserver;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What those who watch commits and calls cost for one step, without the server around them. */
public final class ObserverCost {
  private static final long ID = 336_000_000_000_000_000L;

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    double ofExecution = Double.parseDouble(arguments[1]);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Object exemplars = make("metrics.Exemplars");
    Object kinds = make("metrics.StepKinds", (Supplier<Object>) () -> null, Set.of("python"));
    CommitObserver counts = (CommitObserver) make("metrics.CommitMetrics", registry, kinds, make("metrics.BoundedLabels", 200), exemplars, Tracer.NONE);
    CallObserver times = (CallObserver) make("metrics.CallMetrics", registry, kinds, exemplars);
    BatchSpanProcessor sink = BatchSpanProcessor.builder(new Nowhere()).setMaxQueueSize(16_384).build();
    Object writer = make("trace.SpanWriter", sink, Resource.getDefault());
    Tracer tracer = (Tracer) make("trace.SampledTracer", 1.0);
    UnaryOperator<String> mask = text -> text;
    CommitObserver traces = (CommitObserver) make("trace.CommitTraces", writer, tracer, new Json(), Clock.systemUTC(), mask);
    List<RunCommit> commit = List.of(commit());
    CallObserver.Ended call = new CallObserver.Ended(null, call(), "1/step#1", new Outcome.Done(1), 2_000_000);
    for (int warm = 0; warm < 2; warm++) {
      double counted = micros(rounds, () -> counts.written(commit, 1_000_000)) + micros(rounds, () -> times.called(call));
      double traced = micros(rounds / 10, () -> traces.written(commit, 1_000_000));
      if (warm == 1) {
        System.out.printf(
            "{\"metrics_us_a_step\": %.2f, \"metrics_us_of_w5\": %.1f, \"share_of_w5\": %.5f, \"traces_us_a_commit\": %.1f, \"traces_share_of_w5\": %.5f}%n",
            counted, 5 * counted, 5 * counted / 1000 / ofExecution, traced, 5 * traced / 1000 / ofExecution);
      }
    }
    ((SpanProcessor) sink).close();
  }

  /** CPU of this thread for one. */
  private static double micros(int rounds, Runnable work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      work.run();
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e3 / rounds;
  }

  /** What the end of a step of W5 writes, and the entry of the next. */
  private static RunCommit commit() {
    List<NewEvent> rows = new ArrayList<>();
    long id = ID;
    for (String type : List.of("call.done", "step.exit", "command.issued", "command.claimed", "command.started", "step.enter", "command.completed")) {
      rows.add(new NewEvent(++id, null, Instant.now(), type, "start", null, "COMPLETED", 2.5, null, "{\"value\": 55}", "{\"token\": 1, \"arrival\": 2}", null, null));
    }
    return new RunCommit(ID, 1, null, "w5", 1, null, rows, null, null, null);
  }

  private static ToolCall call() {
    ToolCall.Origin origin = new ToolCall.Origin(ID, "bench/w5", "w5", "start", 1, field -> 0, ExecutionProfile.trusted());
    return new ToolCall("python", Map.of(), Map.of(), Map.of(), origin, "key", null, StepLog.NONE);
  }

  private static Object make(String name, Object... arguments) throws ReflectiveOperationException {
    for (Constructor<?> constructor : Class.forName("io.noetl.camel.app." + name).getDeclaredConstructors()) {
      if (constructor.getParameterCount() == arguments.length) {
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }

  /** Where spans go. */
  private static final class Nowhere implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
