package io.noetl.camel.tool.credential;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.ToolFailure;
import java.util.Optional;

/** The credentials that playbooks name: the registered ones, and those that are kept elsewhere. */
@FunctionalInterface
public interface Credentials {

  /** The credential of this name, decrypted. */
  Optional<OpenCredential> find(String name);

  /** Whether a name is none of a registered credential, but of a secret of the cluster. */
  default boolean isOfCluster(String name) {
    return false;
  }

  /**
   * The credential of this name, for an execution.
   *
   * @throws ToolFailure when it is none of those that the execution may name
   */
  default Optional<OpenCredential> find(String name, ExecutionProfile profile) throws ToolFailure {
    if (profile.restricted() && isOfCluster(name)) {
      throw new ToolFailure(
          "TL0103", "Denied", ExecutionProfile.closed("the credential '" + name + "'"));
    }
    return find(name);
  }
}
