package io.noetl.camel.execution;

import io.noetl.camel.execution.StartRequest.PlaybookRef;
import java.util.Optional;

/** Where playbooks come from. */
@FunctionalInterface
public interface PlaybookCatalog {

  /** The entry that a reference names. */
  Optional<Entry> find(PlaybookRef ref);

  /**
   * A playbook of the catalog.
   *
   * @param content its text, as it was registered
   */
  record Entry(long catalogId, String path, int version, String content) {}
}
