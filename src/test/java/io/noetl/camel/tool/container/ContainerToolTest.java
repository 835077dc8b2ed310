package io.noetl.camel.tool.container;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Against fabric8's server, in which this test plays the controllers: it ends the Jobs. */
@EnableKubernetesMockClient(crud = true, https = false)
class ContainerToolTest {
  private static final String NAMESPACE = "work";
  private static final ContainerSettings SETTINGS =
      new ContainerSettings(
          NAMESPACE,
          Set.of("big"),
          "noetl-job",
          Set.of("reader"),
          List.of("registry.test/", "busybox:"),
          "busybox:1",
          true,
          Duration.ofMillis(20));

  private KubernetesClient client;
  private KubernetesMockServer server;

  private final Calls.Log log = new Calls.Log();

  private Tool tool() {
    return new ContainerTool(new Cluster(() -> client), SETTINGS, InstantSource.system());
  }

  @Test
  void aJobIsCompleteMeetsTheRestrictedStandardAndGivesTheLastLineOfJson() throws Exception {
    ToolCall call =
        call(
            "container",
            map(
                "image", "registry.test/etl:3",
                "command", List.of("etl"),
                "runtime", map("args", List.of("--day", 7L), "backoffLimit", 2L),
                "env", map("DAY", 7L, "PRICE", "$(DAY)"),
                "resources", map("requests", map("cpu", "500m"), "limits", map("memory", "1Gi")),
                "node_selector", map("disk", "ssd"),
                "timeout", 90L,
                "ttl", 60L));
    FutureTask<Outcome> running = start(() -> tool().call(call));
    Job job = await(() -> job(NAMESPACE));

    assertThat(job.getMetadata().getLabels())
        .containsEntry("noetl.io/execution", "7")
        .containsKey("noetl.io/call");
    assertThat(job.getMetadata().getAnnotations())
        .containsEntry("noetl.io/playbook", "tests/p")
        .containsEntry("noetl.io/step", "s");
    assertThat(job.getSpec().getBackoffLimit()).isEqualTo(2);
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(90);
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(60);
    PodSpec pod = job.getSpec().getTemplate().getSpec();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getServiceAccountName()).isEqualTo("noetl-job");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getNodeSelector()).containsEntry("disk", "ssd");
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    Container container = pod.getContainers().getFirst();
    assertThat(container.getImage()).isEqualTo("registry.test/etl:3");
    assertThat(container.getCommand()).containsExactly("etl");
    assertThat(container.getArgs()).containsExactly("--day", "7");
    assertThat(container.getEnv())
        .extracting(e -> e.getName() + "=" + e.getValue())
        .contains("DAY=7", "PRICE=$$(DAY)");
    assertThat(container.getResources().getRequests()).containsEntry("cpu", new Quantity("500m"));
    assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("1Gi"));
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");

    podOf(job, "Succeeded", 0, "reading\n{\"rows\": 3}\nbye\n");
    end(job, "Complete", null);

    Outcome.Done done = (Outcome.Done) running.get();
    assertThat(done.result())
        .isEqualTo(
            map(
                "status",
                "success",
                "exit_code",
                0L,
                "duration",
                12.0,
                "job_name",
                job.getMetadata().getName(),
                "namespace",
                NAMESPACE,
                "result",
                map("rows", 3L)));
    assertThat(log.lines).contains("reading", "{\"rows\": 3}", "bye");
  }

  @Test
  void filesAndSecretsAreMountedAndBelongToTheJob() throws Exception {
    ToolCall call =
        call(
            "container",
            map(
                "image",
                "busybox:1",
                "command",
                "cat /noetl/files/a.txt",
                "files",
                map("a.txt", "hello"),
                "secrets",
                map("token", "s3cret")));
    FutureTask<Outcome> running = start(() -> tool().call(call));
    Job job = await(() -> job(NAMESPACE));
    String name = job.getMetadata().getName();
    Secret secret = await(() -> client.secrets().inNamespace(NAMESPACE).withName(name).get());
    ConfigMap files = client.configMaps().inNamespace(NAMESPACE).withName(name).get();

    assertThat(files.getData()).containsEntry("a.txt", "hello");
    assertThat(secret.getStringData()).containsEntry("token", "s3cret");
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getKind()).isEqualTo("Job");
              assertThat(owner.getUid()).isEqualTo(job.getMetadata().getUid());
            });
    Container container = job.getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getCommand()).containsExactly("/bin/sh", "-c", "cat /noetl/files/a.txt");
    assertThat(container.getVolumeMounts())
        .extracting(m -> m.getMountPath())
        .containsExactly("/noetl/files", "/noetl/secrets");
    assertThat(job.toString()).doesNotContain("s3cret");

    end(job, "Complete", null);
    assertThat(running.get()).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aScriptRunsInTheUsualImageWithTheArgumentsAsJson() throws Exception {
    ToolCall call =
        new ToolCall(
            "script",
            map("script", "print(1)", "language", "python"),
            map("day", 7L),
            Map.of(),
            Calls.of("script", Map.of()).origin(),
            "7/script/0",
            Duration.ofSeconds(30),
            log);
    FutureTask<Outcome> running = start(() -> tool().call(call));
    Job job = await(() -> job(NAMESPACE));
    Container container = job.getSpec().getTemplate().getSpec().getContainers().getFirst();

    assertThat(container.getImage()).isEqualTo("busybox:1");
    assertThat(container.getCommand()).containsExactly("python3", "/noetl/files/script");
    assertThat(container.getEnv())
        .extracting(e -> e.getName() + "=" + e.getValue())
        .containsExactly("NOETL_ARGS={\"day\":7}");
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(31);
    end(job, "Complete", null);
    running.get();
  }

  @Test
  void theResultMayStandInAFileThatTheClusterKeeps() throws Exception {
    Outcome outcome = resultOf("{\"rows\": 3}", "Complete");

    assertThat(((Outcome.Done) outcome).result())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("result", map("rows", 3L));
  }

  @Test
  void aResultFileThatIsNoJsonOrWasCutIsAnErrorThatSaysSo() throws Exception {
    Outcome.Failed none = (Outcome.Failed) resultOf("rows: 3", "Complete");
    assertThat(none.error().code()).isEqualTo("TL1108");
    assertThat(none.error().message()).contains("/tmp/result.json: 7 bytes that are no JSON");

    Outcome.Failed cut = (Outcome.Failed) resultOf("x".repeat(4095) + "]", "Complete");
    assertThat(cut.error().message()).contains("the cluster cut it");
  }

  @Test
  void whatAFailedContainerWroteIsInItsEnvelope() throws Exception {
    Outcome.Failed failed = (Outcome.Failed) resultOf("half of it", "Failed");
    assertThat(failed.error().code()).isEqualTo("TL1104");
    assertThat(failed.envelope())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("result", "half of it");
  }

  /** The outcome of a Job whose container left a text in its result file. */
  private Outcome resultOf(String written, String end) throws Exception {
    client.batch().v1().jobs().inNamespace(NAMESPACE).delete();
    ToolCall call = call("container", map("image", "busybox:1", "result_file", "/tmp/result.json"));
    FutureTask<Outcome> running = start(() -> tool().call(call));
    Job job = await(() -> job(NAMESPACE));
    Container container = job.getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getTerminationMessagePath()).isEqualTo("/tmp/result.json");
    assertThat(container.getTerminationMessagePolicy()).isEqualTo("File");
    client.pods().inNamespace(NAMESPACE).delete();
    podOf(job, end.equals("Complete") ? "Succeeded" : "Failed", 0, "{\"printed\": 1}\n", written);
    end(job, end, null);
    return running.get();
  }

  @Test
  void aFailedJobFailsTheStepWithExitCodeAndReason() throws Exception {
    ToolCall call = call("container", map("image", "busybox:1"));
    FutureTask<Outcome> running = start(() -> tool().call(call));
    Job job = await(() -> job(NAMESPACE));
    podOf(job, "Failed", 3, "no such table\n");
    end(job, "Failed", "BackoffLimitExceeded");

    Outcome.Failed failed = (Outcome.Failed) running.get();
    assertThat(failed.error().code()).isEqualTo("TL1104");
    assertThat(failed.error().message()).contains("exit code 3", "BackoffLimitExceeded");
    assertThat(failed.envelope())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("status", "error")
        .containsEntry("exit_code", 3L);
  }

  @Test
  void aServerThatWasKilledFindsItsJobAgainAndStartsNoSecondOne() throws Exception {
    ToolCall call = call("container", map("image", "busybox:1"));
    FutureTask<Outcome> first = start(() -> tool().call(call));
    await(() -> job(NAMESPACE));
    FutureTask<Outcome> second = start(() -> tool().call(call));
    Job job = await(() -> log.lines.toString().contains("Goes on with") ? job(NAMESPACE) : null);
    end(job, "Complete", null);

    assertThat(first.get()).isEqualTo(second.get());
    assertThat(client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems()).hasSize(1);
  }

  @Test
  void aRepetitionIsAJobOfItsOwn() {
    ToolCall first = call("container", map("image", "busybox:1"));
    ToolCall.Origin origin = first.origin();
    ToolCall second =
        new ToolCall(
            first.kind(),
            first.config(),
            first.args(),
            first.context(),
            new ToolCall.Origin(
                origin.executionId(),
                origin.playbookPath(),
                origin.file(),
                origin.step(),
                2,
                origin.lines(),
                origin.profile()),
            first.idempotencyKey(),
            null,
            log);
    assertThat(JobName.of(first)).isNotEqualTo(JobName.of(second)).isEqualTo(JobName.of(first));
    assertThat(JobName.of(first).text()).matches("noetl-[0-9a-f]{32}");
  }

  @Test
  void aCancelledStepDeletesItsJob() throws Exception {
    ToolCall call = call("container", map("image", "busybox:1"));
    FutureTask<Outcome> running = new FutureTask<>(() -> tool().call(call));
    Thread thread = Thread.ofVirtual().start(running);
    await(() -> job(NAMESPACE));
    thread.interrupt();

    assertThatThrownBy(running::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(job(NAMESPACE)).isNull();
    assertThat(log.lines.getLast()).startsWith("Deleted job noetl-");
  }

  @Test
  void aJobThatSomebodyDeletesFailsTheStep() throws Exception {
    ToolCall call = call("container", map("image", "busybox:1"));
    FutureTask<Outcome> running = start(() -> tool().call(call));
    Job job = await(() -> job(NAMESPACE));
    client.resource(job).delete();

    assertThat(((Outcome.Failed) running.get()).error().code()).isEqualTo("TL1105");
  }

  @Test
  void whatTheOperatorDoesNotAllowIsRefusedBeforeAnythingStarts() throws Exception {
    assertThat(refused(map("image", "evil.test/x"))).contains("image: evil.test/x");
    assertThat(refused(map("image", "busybox:1", "namespace", "kube-system")))
        .contains("namespace: kube-system", "[big]");
    assertThat(refused(map("image", "busybox:1", "service_account", "admin")))
        .contains("service_account: admin", "[reader]");
    assertThat(job(NAMESPACE)).isNull();
  }

  @Test
  void anAllowedNamespaceAndServiceAccountAreTaken() throws Exception {
    ToolCall call =
        call(
            "container",
            map("image", "busybox:1", "namespace", "big", "service_account", "reader"));
    FutureTask<Outcome> running = start(() -> tool().call(call));
    Job job = await(() -> job("big"));
    PodSpec pod = job.getSpec().getTemplate().getSpec();
    assertThat(pod.getServiceAccountName()).isEqualTo("reader");
    assertThat(pod.getAutomountServiceAccountToken()).isTrue();
    end(job, "Complete", null);
    running.get();
  }

  @Test
  void fieldsThatAreWrongAreNamed() throws Exception {
    assertThat(refused(map())).contains("image is missing");
    for (String path : List.of("result.json", "/", "/tmp/../etc/x", "/tmp/", "/tmp/a\nb")) {
      assertThat(refused(map("image", "busybox:1", "result_file", path)))
          .contains("result_file: ", "expected: an absolute path");
    }
    assertThat(refused(map("image", "busybox:1", "command", 3L))).contains("command: a number");
    assertThat(refused(map("image", "busybox:1", "files", map("../x", "")))).contains("'../x'");
    assertThat(refused(map("image", "busybox:1", "script", "x", "language", "cobol")))
        .contains("language: cobol (expected: sh, bash or python)");
    Outcome script = tool().call(call("script", map()));
    assertThat(((Outcome.Failed) script).error().message()).contains("script is missing");
  }

  @Test
  void withoutAClusterTheStepSaysSo() throws Exception {
    Tool tool = new ContainerTool(Cluster.none(), SETTINGS, InstantSource.system());
    Outcome.Failed failed = (Outcome.Failed) tool.call(call("container", map("image", "x")));
    assertThat(failed.error().code()).isEqualTo("TL1101");
    assertThat(failed.error().message()).contains("noetl.kubernetes.enabled");
  }

  private String refused(Map<String, Object> config) throws InterruptedException {
    return ((Outcome.Failed) tool().call(call("container", config))).error().message();
  }

  private ToolCall call(String kind, Map<String, Object> config) {
    return Calls.logged(Calls.of(kind, config), log);
  }

  private static FutureTask<Outcome> start(Callable<Outcome> work) {
    FutureTask<Outcome> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private Job job(String namespace) {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
        .findFirst()
        .orElse(null);
  }

  private void podOf(Job job, String phase, int exitCode, String output) {
    podOf(job, phase, exitCode, output, null);
  }

  private void podOf(Job job, String phase, int exitCode, String output, String message) {
    String name = job.getMetadata().getName() + "-abc";
    server
        .expect()
        .get()
        .withPath(
            "/api/v1/namespaces/work/pods/%s/log?pretty=false&container=main&follow=true"
                .formatted(name))
        .andReturn(200, output)
        .always();
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(job.getMetadata().getNamespace())
                .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .addNewContainerStatus()
                .withName("main")
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build())
        .create();
  }

  private void end(Job job, String type, String reason) {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(job.getMetadata().getNamespace())
        .withName(job.getMetadata().getName())
        .editStatus(
            now ->
                new JobBuilder(now)
                    .withNewStatus()
                    .withStartTime("2026-01-01T00:00:00Z")
                    .addNewCondition()
                    .withType(type)
                    .withStatus("True")
                    .withReason(reason)
                    .withLastTransitionTime("2026-01-01T00:00:12Z")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private static <T> T await(Callable<T> look) throws Exception {
    for (int i = 0; i < 1500; i++) {
      T found = look.call();
      if (found != null) {
        return found;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("it never came");
  }
}
