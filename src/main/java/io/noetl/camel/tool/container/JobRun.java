package io.noetl.camel.tool.container;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolFailure;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Starts the Job of a call, or finds it, and follows it to its end. */
record JobRun(KubernetesClient client, JobObjects objects, StepLog log, Duration poll) {

  /**
   * Blocks until the Job has ended.
   *
   * @throws InterruptedException when the caller was interrupted; the Job has been deleted
   * @throws ToolFailure when the Job is gone
   */
  JobEnd await(LastJson last) throws InterruptedException, ToolFailure {
    try {
      start();
      return follow(new PodLogs(client, log, last));
    } catch (InterruptedException e) {
      delete();
      throw e;
    } catch (KubernetesClientException e) {
      // the client reports an interrupt as a failure of its own
      if (Thread.interrupted()) {
        delete();
        throw new InterruptedException();
      }
      throw e;
    }
  }

  private void start() {
    Job job = find().orElseGet(this::create);
    if (!objects.spec().files().isEmpty()) {
      createOnce(objects.files(job));
    }
    if (!objects.spec().secrets().isEmpty()) {
      createOnce(objects.secrets(job));
    }
  }

  private Optional<Job> find() {
    List<Job> found =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(objects.spec().namespace())
            .withLabel(JobName.CALL, objects.name().hash())
            .list()
            .getItems();
    found.forEach(job -> say("Goes on with job %s".formatted(job.getMetadata().getName())));
    return found.stream().findFirst();
  }

  private Job create() {
    try {
      Job job = client.resource(objects.job()).create();
      say(
          "Started job %s in namespace %s"
              .formatted(job.getMetadata().getName(), objects.spec().namespace()));
      return job;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return client.resource(objects.job()).get();
    }
  }

  private void createOnce(HasMetadata object) {
    try {
      client.resource(object).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private JobEnd follow(PodLogs logs) throws InterruptedException, ToolFailure {
    while (true) {
      Job job = client.resource(objects.job()).get();
      if (job == null) {
        throw new ToolFailure(
            "TL1105",
            "JobDeleted",
            "Job %s was deleted before its end".formatted(objects.name().text()));
      }
      List<Pod> pods = pods();
      logs.follow(pods);
      Optional<JobEnd> end = JobEnd.of(job, pods);
      if (end.isPresent()) {
        logs.finish();
        return end.get();
      }
      Thread.sleep(poll);
    }
  }

  /** The Job's pods, the oldest first. */
  private List<Pod> pods() {
    return client
        .pods()
        .inNamespace(objects.spec().namespace())
        .withLabel(JobName.CALL, objects.name().hash())
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getStatus() != null)
        .sorted(
            Comparator.comparing(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())))
        .toList();
  }

  private void delete() {
    try {
      client.resource(objects.job()).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
      say("Deleted job %s".formatted(objects.name().text()));
    } catch (KubernetesClientException e) {
      say("Job %s could not be deleted: %s".formatted(objects.name().text(), e.getMessage()));
    }
  }

  private void say(String text) {
    log.line(StepLog.Stream.SYSTEM, text);
  }
}
