package io.noetl.camel.tool.container;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.noetl.camel.tool.StepLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows what the pods of a Job print, each on a thread of its own, from its first line on. */
final class PodLogs {
  private static final Duration REST = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final StepLog log;
  private final LastJson last;
  private final Map<String, Thread> followed = new LinkedHashMap<>();

  PodLogs(KubernetesClient client, StepLog log, LastJson last) {
    this.client = client;
    this.log = log;
    this.last = last;
  }

  /** Begins to follow the pods that have started since. */
  void follow(List<Pod> pods) {
    for (Pod pod : pods) {
      String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
      if (phase != null && !phase.equals("Pending")) {
        followed.computeIfAbsent(
            pod.getMetadata().getName(),
            name -> Thread.ofVirtual().start(() -> read(pod.getMetadata().getNamespace(), name)));
      }
    }
  }

  /** Waits until what the ended pods printed has been read. */
  void finish() throws InterruptedException {
    for (Thread thread : followed.values()) {
      thread.join(REST);
    }
  }

  private void read(String namespace, String pod) {
    try (LogWatch watch =
            client
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(JobObjects.CONTAINER)
                .withReadyWaitTimeout(0)
                .watchLog();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last.see(line);
        log.line(StepLog.Stream.STDOUT, line);
      }
    } catch (IOException | KubernetesClientException e) {
      log.line(StepLog.Stream.SYSTEM, "The log of pod %s ends early: %s".formatted(pod, e));
    }
  }
}
