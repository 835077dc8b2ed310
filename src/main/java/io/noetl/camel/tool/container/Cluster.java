package io.noetl.camel.tool.container;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.noetl.camel.tool.ToolFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cluster that this server may use; connected to when it is first needed. */
public final class Cluster implements AutoCloseable {
  private final @Nullable Supplier<KubernetesClient> connect;
  private @Nullable KubernetesClient client;

  /**
   * @param connect makes the client; null where the server uses no cluster
   */
  public Cluster(@Nullable Supplier<KubernetesClient> connect) {
    this.connect = connect;
  }

  /** The cluster that this process runs in, else the one of the user's kubeconfig. */
  public static Cluster around() {
    return new Cluster(() -> new KubernetesClientBuilder().build());
  }

  /** No cluster. */
  public static Cluster none() {
    return new Cluster(null);
  }

  /**
   * The client, which several threads may use.
   *
   * @throws ToolFailure when the server uses no cluster
   */
  public synchronized KubernetesClient client() throws ToolFailure {
    if (connect == null) {
      throw new ToolFailure(
          "TL1101",
          "NoCluster",
          "Steps of the kinds container and script run as Kubernetes Jobs, and this server uses no"
              + " cluster: set noetl.kubernetes.enabled (in the chart jobs.enabled) to true");
    }
    if (client == null) {
      client = connect.get();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
