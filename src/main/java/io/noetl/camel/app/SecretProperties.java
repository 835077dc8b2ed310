package io.noetl.camel.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The master keys of stored secrets: from the environment, from a file that the operator provides
 * (a mounted Kubernetes Secret), else from a file that is made in the data folder.
 *
 * @param masterKey base64 of 32 bytes, several by commas, the first encrypts
 * @param masterKeyFile a file with the same, one a line
 */
@ConfigurationProperties("noetl.secrets")
public record SecretProperties(@Nullable String masterKey, @Nullable Path masterKeyFile) {
  @Override
  public String toString() {
    return "SecretProperties[masterKeyFile=" + masterKeyFile + "]";
  }
}
