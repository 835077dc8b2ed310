package io.noetl.camel.tool.secret;

import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes what is read from outside known to what hides secrets, before anybody has it. */
public record SeenSecrets(KnownSecrets secrets) {

  /** The same environment. */
  public Function<String, @Nullable String> environment(
      Function<String, @Nullable String> environment) {
    return name -> {
      String value = environment.apply(name);
      if (value != null) {
        seen("env:" + name, value);
      }
      return value;
    };
  }

  /** The same provider. */
  public SecretProvider provider(SecretProvider provider) {
    return new SecretProvider() {
      @Override
      public boolean isLocal() {
        return provider.isLocal();
      }

      @Override
      public Set<String> names() {
        return provider.names();
      }

      @Override
      public @Nullable Object read(SecretRequest request) throws ToolFailure, InterruptedException {
        Object value = provider.read(request);
        seen(provider.names() + ":" + request.name(), value);
        return value;
      }
    };
  }

  /** The same credentials. */
  public Credentials credentials(Credentials credentials) {
    return new Credentials() {
      @Override
      public boolean isOfCluster(String name) {
        return credentials.isOfCluster(name);
      }

      @Override
      public Optional<OpenCredential> find(String name) {
        Optional<OpenCredential> found = credentials.find(name);
        if (isOfCluster(name)) {
          found.ifPresent(credential -> seen(name, credential.data()));
        }
        return found;
      }
    };
  }

  private void seen(String name, @Nullable Object value) {
    secrets.seen(name, Collections.singletonMap("secret_value", value));
  }
}
