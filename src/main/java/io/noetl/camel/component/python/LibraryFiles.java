package io.noetl.camel.component.python;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Python's library as files: those of {@link PythonLibrary}, and no others. */
final class LibraryFiles extends ReadOnlyFiles {
  private static final int FOLDER_MODE = 0040555;
  private static final int FILE_MODE = 0100444;

  /**
   * Long ago, and always the same: what is compiled from a file is not thought to be out of date.
   */
  private static final FileTime TIME = FileTime.fromMillis(0);

  private final PythonLibrary library;

  LibraryFiles(PythonLibrary library) {
    this.library = library;
  }

  /** Whether a path is one of the library's, there or not. */
  boolean covers(Path path) {
    return absolute(path).startsWith(PythonLibrary.HOME);
  }

  private Path absolute(Path path) {
    return toAbsolutePath(path).normalize();
  }

  @Override
  SeekableByteChannel open(Path path) throws IOException {
    byte[] bytes = library.file(absolute(path));
    if (bytes == null) {
      check(path);
      throw denied(path);
    }
    return new ReadableBytes(bytes);
  }

  @Override
  void check(Path path, LinkOption... options) throws IOException {
    Path wanted = absolute(path);
    if (library.folder(wanted) == null && library.file(wanted) == null) {
      throw new NoSuchFileException(path.toString());
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    check(folder);
    Set<String> names = library.folder(absolute(folder));
    if (names == null) {
      throw new NotDirectoryException(folder.toString());
    }
    return stream(names.stream().map(folder::resolve).toList(), filter);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    check(path);
    return absolute(path);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    check(path);
    Path wanted = absolute(path);
    byte[] bytes = library.file(wanted);
    boolean folder = bytes == null;
    Map<String, Object> all = new HashMap<>();
    all.put("isDirectory", folder);
    all.put("isRegularFile", !folder);
    all.put("isSymbolicLink", false);
    all.put("isOther", false);
    all.put("size", bytes == null ? 0L : (long) bytes.length);
    all.put("creationTime", TIME);
    all.put("lastAccessTime", TIME);
    all.put("lastModifiedTime", TIME);
    all.put("ctime", TIME);
    all.put("mode", folder ? FOLDER_MODE : FILE_MODE);
    all.put("permissions", PosixFilePermissions.fromString(folder ? "r-xr-xr-x" : "r--r--r--"));
    all.put("ino", (long) wanted.hashCode());
    all.put("dev", 0L);
    all.put("nlink", 1);
    all.put("uid", 0);
    all.put("gid", 0);
    String names = attributes.substring(attributes.indexOf(':') + 1);
    if (!names.equals("*")) {
      all.keySet().retainAll(Set.of(names.split(",", -1)));
    }
    return all;
  }
}
