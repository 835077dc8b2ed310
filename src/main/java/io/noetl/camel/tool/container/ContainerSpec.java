package io.noetl.camel.tool.container;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks to be run.
 *
 * @param image the container's image
 * @param command its entry point; empty for the image's
 * @param arguments its arguments; empty for the image's
 * @param env environment variables
 * @param files texts by file name, mounted at {@value #FILES}
 * @param secrets the same for what nobody else may read, mounted at {@value #SECRETS}
 * @param requests resources that are kept for it: {@code {cpu: 500m, memory: 1Gi}}
 * @param limits resources that it may not exceed
 * @param nodeSelector labels of the nodes that it may run on
 * @param namespace where it runs
 * @param serviceAccount whom it runs as; null for the usual one, without a token
 * @param user the numeric user that its processes run as
 * @param deadlineSeconds how long it may take, with its repetitions
 * @param backoffLimit how often the cluster repeats a pod that failed
 * @param ttlSeconds how long the Job is kept when it has ended
 * @param resultFile a path in the container where it writes its result; null: the last line that it
 *     prints is the result
 */
record ContainerSpec(
    String image,
    List<String> command,
    List<String> arguments,
    Map<String, String> env,
    Map<String, String> files,
    Map<String, String> secrets,
    Map<String, String> requests,
    Map<String, String> limits,
    Map<String, String> nodeSelector,
    String namespace,
    @Nullable String serviceAccount,
    long user,
    long deadlineSeconds,
    int backoffLimit,
    int ttlSeconds,
    @Nullable String resultFile) {

  static final String FILES = "/noetl/files";
  static final String SECRETS = "/noetl/secrets";

  /** Without what is secret. */
  @Override
  public String toString() {
    return "ContainerSpec[image=%s, namespace=%s]".formatted(image, namespace);
  }
}
