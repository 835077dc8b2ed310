package io.noetl.camel.tool.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.container.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of one namespace of Kubernetes, as far as the operator names them: a Secret's keys are
 * its members. They are read at each use.
 */
public final class KubernetesSecrets implements SecretProvider {
  private final Cluster cluster;
  private final String namespace;
  private final Set<String> allowed;
  private final BiConsumer<String, Map<String, @Nullable Object>> seen;

  /**
   * @param namespace where the Secrets are
   * @param allowed the names of those that playbooks may read
   * @param seen told the name and the members of each that is read, to hide them
   */
  public KubernetesSecrets(
      Cluster cluster,
      String namespace,
      Set<String> allowed,
      BiConsumer<String, Map<String, @Nullable Object>> seen) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.allowed = Set.copyOf(allowed);
    this.seen = seen;
  }

  @Override
  public Set<String> names() {
    return Set.of("kubernetes", "k8s");
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Object read(SecretRequest request) throws ToolFailure {
    if (!allowed.contains(request.name())) {
      throw request.notFound(
          "those that the operator allows",
          "have it named in noetl.kubernetes.secrets (in the chart kubernetesSecrets)");
    }
    try {
      Secret secret = find(request.name());
      if (secret == null) {
        throw request.notFound("namespace " + namespace, "create it, or correct its name");
      }
      return members(secret);
    } catch (KubernetesClientException e) {
      // its message may quote the request
      throw new ToolFailure(
          "TL0604",
          "ProviderFailed",
          "secret '%s' in namespace %s could not be read: the cluster answered %d"
              .formatted(request.name(), namespace, e.getCode()));
    }
  }

  /**
   * The Secret of a name that the operator allows; null where there is none.
   *
   * @throws KubernetesClientException when the cluster refuses
   */
  @Nullable Secret find(String name) throws ToolFailure {
    return allowed.contains(name)
        ? cluster.client().secrets().inNamespace(namespace).withName(name).get()
        : null;
  }

  Map<String, @Nullable Object> members(Secret secret) {
    Map<String, @Nullable Object> members = new TreeMap<>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> members.put(key, text(value)));
    }
    seen.accept(secret.getMetadata().getName(), members);
    return members;
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
