package io.noetl.camel.cli.local;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Permissions of files that nobody else may read. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** To create a file with; nothing where the system knows no such permissions. */
  static FileAttribute<?>[] file() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
