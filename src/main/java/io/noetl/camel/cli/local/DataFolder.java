package io.noetl.camel.cli.local;

import io.noetl.camel.cli.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A data folder, held by one process at a time. The lock goes with the process, however it ends.
 */
final class DataFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder, making it where it is not there.
   *
   * @throws CommandFailed when another process has it
   */
  static DataFolder take(Path folder) {
    try {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      Path file = folder.resolve("server.lock");
      FileChannel lock =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked(lock)) {
        lock.close();
        throw new CommandFailed(inUse(folder, Files.readString(file)));
      }
      DataFolder taken = new DataFolder(folder, lock);
      taken.holder("process %d".formatted(ProcessHandle.current().pid()));
      return taken;
    } catch (IOException e) {
      throw new CommandFailed(
          "data folder %s: %s (expected: a folder that this user may write)".formatted(folder, e));
    }
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String inUse(Path folder, String holder) {
    return ("The data folder %s is in use by %s. Use that server (`noetlctl exec --watch PATH`),"
            + " stop it, or choose another folder with --data.")
        .formatted(folder, holder.strip());
  }

  /** Says in the lock file who holds the folder. */
  void holder(String who) {
    try {
      lock.truncate(0).write(ByteBuffer.wrap(who.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
