package io.noetl.camel.tool.credential;

import java.util.Optional;

/** The registered credentials. */
@FunctionalInterface
public interface Credentials {

  /** The credential of this name, decrypted. */
  Optional<Credential> find(String name);
}
