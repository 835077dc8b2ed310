package io.noetl.camel.component.python;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * All the files that restricted code has: Python's library and the folder of packages, to read.
 * Every other path is denied, whether anything is there or not.
 */
final class RestrictedFiles extends ReadOnlyFiles {
  private final FileSystem files =
      FileSystem.newReadOnlyFileSystem(FileSystem.newDefaultFileSystem());
  private final LibraryFiles library;
  private final @Nullable Path packages;

  RestrictedFiles(LibraryFiles library, @Nullable Path packages) {
    this.library = library;
    this.packages = packages == null ? null : packages.toAbsolutePath().normalize();
  }

  /** The file itself, its links followed: one inside of the folder may lead out of it. */
  private Path packaged(Path path) throws IOException {
    Path wanted = toAbsolutePath(path).normalize();
    if (packages != null && wanted.startsWith(packages)) {
      Path real = files.toRealPath(wanted);
      if (real.startsWith(files.toRealPath(packages))) {
        return real;
      }
    }
    throw denied(path);
  }

  @Override
  SeekableByteChannel open(Path path) throws IOException {
    return library.covers(path)
        ? library.open(path)
        : files.newByteChannel(packaged(path), Set.of(java.nio.file.StandardOpenOption.READ));
  }

  @Override
  void check(Path path, LinkOption... options) throws IOException {
    if (library.covers(path)) {
      library.check(path, options);
    } else {
      packaged(path);
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return library.covers(folder)
        ? library.newDirectoryStream(folder, filter)
        : files.newDirectoryStream(packaged(folder), filter);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    return library.covers(path) ? library.toRealPath(path, options) : packaged(path);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return library.covers(path)
        ? library.readAttributes(path, attributes, options)
        : files.readAttributes(packaged(path), attributes, options);
  }
}
