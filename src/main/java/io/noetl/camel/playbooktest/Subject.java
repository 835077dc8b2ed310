package io.noetl.camel.playbooktest;

import org.jspecify.annotations.Nullable;

/** The playbook that a file of tests is about. */
public sealed interface Subject {

  /** A file, from the folder of the tests. */
  record Document(String file) implements Subject {}

  /** A path of the catalog; the latest version where none is given. */
  record Catalog(String path, @Nullable Integer version) implements Subject {}
}
