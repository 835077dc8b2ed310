package io.noetl.camel.tool.secret;

import io.noetl.camel.tool.ToolFailure;
import java.util.Set;

/** The secret managers of clouds, none of which is configured here. */
public final class CloudSecrets implements SecretProvider {

  @Override
  public Set<String> names() {
    return Set.of("gcp", "google", "aws", "azure");
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public Object read(SecretRequest request) throws ToolFailure {
    throw new ToolFailure(
        "TL0603",
        "ProviderMissing",
        "secrets: no cloud is configured for this provider: keep '%s' in env, file or vault, or in a credential"
            .formatted(request.name()));
  }
}
