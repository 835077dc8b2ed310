package io.noetl.camel.component.duckdb;

import java.nio.file.Path;

/** Which files of this machine a database may read and write. */
public sealed interface FileAccess {

  /** All that the process may. */
  record All() implements FileAccess {}

  /** None. */
  record None() implements FileAccess {}

  /**
   * Those in one folder, and below it; links out of it lead nowhere.
   *
   * @param path the folder
   */
  record Folder(Path path) implements FileAccess {}
}
