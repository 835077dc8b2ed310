package io.noetl.camel.component.python;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/** A file system in which nothing can be made, changed or linked, whatever the options. */
abstract class ReadOnlyFiles implements FileSystem {
  private static final Set<OpenOption> READING =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** Opens a file for reading. */
  abstract SeekableByteChannel open(Path path) throws IOException;

  /** Whether there is such a file or folder that can be read. */
  abstract void check(Path path, LinkOption... options) throws IOException;

  @Override
  public Path parsePath(URI uri) {
    throw new UnsupportedOperationException("paths are not URIs here: " + uri);
  }

  @Override
  public Path parsePath(String path) {
    return Path.of(path);
  }

  /**
   * Relative paths begin at the root: where the server was started is none of the code's business.
   */
  @Override
  public Path toAbsolutePath(Path path) {
    return Path.of("/").resolve(path);
  }

  @Override
  public void setCurrentWorkingDirectory(Path folder) {
    throw new SecurityException("there is no other working directory here than /");
  }

  @Override
  public final void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      throw denied(path);
    }
    check(path, options);
  }

  @Override
  public final SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (!READING.containsAll(options) || (attributes.length > 0 && writes(options))) {
      throw denied(path);
    }
    return open(path);
  }

  private static boolean writes(Set<? extends OpenOption> options) {
    return !options.isEmpty() && !options.contains(StandardOpenOption.READ);
  }

  static AccessDeniedException denied(Path path) {
    return new AccessDeniedException(path.toString());
  }

  @Override
  public final void createDirectory(Path folder, FileAttribute<?>... attributes)
      throws IOException {
    throw denied(folder);
  }

  @Override
  public final void delete(Path path) throws IOException {
    throw denied(path);
  }

  @Override
  public final void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    throw denied(path);
  }

  @Override
  public final void copy(Path source, Path target, CopyOption... options) throws IOException {
    throw denied(target);
  }

  @Override
  public final void move(Path source, Path target, CopyOption... options) throws IOException {
    throw denied(target);
  }

  @Override
  public final void createLink(Path link, Path existing) throws IOException {
    throw denied(link);
  }

  @Override
  public final void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    throw denied(link);
  }

  @Override
  public final Path readSymbolicLink(Path link) throws IOException {
    throw denied(link);
  }

  @Override
  public final Path getTempDirectory() {
    throw new ReadOnlyFileSystemException();
  }

  /** A view of a folder's entries that passes the caller's filter on. */
  static DirectoryStream<Path> stream(
      Iterable<Path> entries, DirectoryStream.Filter<? super Path> filter) throws IOException {
    java.util.List<Path> accepted = new java.util.ArrayList<>();
    for (Path entry : entries) {
      if (filter.accept(entry)) {
        accepted.add(entry);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public java.util.Iterator<Path> iterator() {
        return accepted.iterator();
      }

      @Override
      public void close() {}
    };
  }
}
