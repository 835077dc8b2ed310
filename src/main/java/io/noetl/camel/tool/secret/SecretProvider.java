package io.noetl.camel.tool.secret;

import io.noetl.camel.tool.ToolFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where secrets are kept. */
public interface SecretProvider {

  /** The values of {@code provider} that it serves. */
  Set<String> names();

  /**
   * Whether secrets come from this machine or its cluster, which restricted playbooks don't reach,
   * rather than by a call whose host is checked.
   */
  boolean isLocal();

  /**
   * A secret's value: text, or a map where the secret has members.
   *
   * @throws ToolFailure when there is none, or who asks may not have it
   */
  @Nullable Object read(SecretRequest request) throws ToolFailure, InterruptedException;
}
