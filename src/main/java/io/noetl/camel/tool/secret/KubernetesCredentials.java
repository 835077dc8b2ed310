package io.noetl.camel.tool.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered credentials, and those that begin with {@code kubernetes:}, which are Secrets of
 * the cluster; the label {@value #TYPE} gives the type.
 */
public final class KubernetesCredentials implements Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesCredentials.class);

  /** What their names begin with. */
  public static final String PREFIX = "kubernetes:";

  static final String TYPE = "noetl.io/credential-type";

  private final Credentials registered;
  private final KubernetesSecrets secrets;

  public KubernetesCredentials(Credentials registered, KubernetesSecrets secrets) {
    this.registered = registered;
    this.secrets = secrets;
  }

  @Override
  public boolean isOfCluster(String name) {
    return name.startsWith(PREFIX);
  }

  @Override
  public Optional<OpenCredential> find(String name) {
    if (!isOfCluster(name)) {
      return registered.find(name);
    }
    try {
      return Optional.ofNullable(secrets.find(name.substring(PREFIX.length())))
          .map(secret -> new OpenCredential(name, type(secret), secrets.members(secret)));
    } catch (KubernetesClientException e) {
      LOG.warn("Credential {} could not be read: the cluster answered {}", name, e.getCode());
      return Optional.empty();
    } catch (ToolFailure e) {
      LOG.warn("Credential {} could not be read: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  private static String type(Secret secret) {
    Map<String, String> labels = secret.getMetadata().getLabels();
    return labels == null ? "generic" : labels.getOrDefault(TYPE, "generic");
  }
}
