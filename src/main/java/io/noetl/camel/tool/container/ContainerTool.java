package io.noetl.camel.tool.container;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The container and script tools: a container's run as a Kubernetes Job.
 *
 * <p>Result: {@code {status, exit_code, duration, job_name, namespace, result}}: duration in
 * seconds, result the last line of the log that is a JSON object or list, or what stands in {@code
 * result_file}. A call that is made again after a crash finds its Job and goes on with it. An
 * interrupt deletes the Job.
 *
 * <p>A script with {@code runtime: process} is a process of this machine, where the operator allows
 * that.
 */
public final class ContainerTool implements Tool {
  private final Cluster cluster;
  private final ContainerSettings settings;
  private final SpecReader reader;
  private final ScriptProcess process;

  public ContainerTool(Cluster cluster, ContainerSettings settings, InstantSource clock) {
    this.cluster = cluster;
    this.settings = settings;
    this.reader = new SpecReader(settings);
    this.process = new ScriptProcess(new LocalProcess(clock));
  }

  @Override
  public Set<String> kinds() {
    return Set.of("container", "script");
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try {
      if (call.profile().restricted()) {
        throw new ToolFailure("TL1107", "Denied", ExecutionProfile.closed("kind " + call.kind()));
      }
      if (reader.asProcess(call)) {
        return process.run(call, reader.read(call));
      }
      var client = cluster.client();
      ContainerSpec spec = reader.read(call);
      JobObjects objects =
          new JobObjects(
              JobName.of(call),
              spec,
              settings.serviceAccount(),
              call.origin().playbookPath(),
              call.origin().step());
      LastJson last = new LastJson();
      JobEnd end = new JobRun(client, objects, call.log(), settings.poll()).await(last);
      String file = spec.resultFile();
      return outcome(objects, end, file == null ? last.value() : ResultFile.value(file, end));
    } catch (ToolFailure e) {
      return e.outcome();
    } catch (KubernetesClientException e) {
      return Outcome.failed(ToolError.of("TL1106", "KubernetesError", message(e)));
    }
  }

  private static Outcome outcome(JobObjects objects, JobEnd end, @Nullable Object value) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("status", end.succeeded() ? "success" : "error");
    result.put("exit_code", end.exitCode() == null ? null : Long.valueOf(end.exitCode()));
    result.put("duration", end.seconds());
    result.put("job_name", objects.name().text());
    result.put("namespace", objects.spec().namespace());
    result.put("result", value);
    if (end.succeeded()) {
      return new Outcome.Done(result);
    }
    result.put("error", end.reason());
    String code = end.exitCode() == null ? "" : ", exit code " + end.exitCode();
    return new Outcome.Failed(
        ToolError.of(
            "TL1104",
            "JobFailed",
            "Job %s in namespace %s failed%s: %s. Its output is in the step's log."
                .formatted(objects.name().text(), objects.spec().namespace(), code, end.reason())),
        result);
  }

  /** What the API server said, without the request, which may hold secrets. */
  private static String message(KubernetesClientException e) {
    String said = e.getStatus() == null ? null : e.getStatus().getMessage();
    return "The cluster refused: "
        + (said == null ? String.valueOf(e.getMessage()).lines().findFirst().orElse("") : said);
  }
}
