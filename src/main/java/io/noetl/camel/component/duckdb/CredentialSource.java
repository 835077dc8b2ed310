package io.noetl.camel.component.duckdb;

import java.util.Optional;

/** Where credentials come from. Thread-safe; may block. */
@FunctionalInterface
public interface CredentialSource {

  /** The credential of that name, decrypted. */
  Optional<Credential> find(String name);
}
