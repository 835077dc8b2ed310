package io.noetl.camel.component.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Python's own library as it stands in its jar. It is read from there and never unpacked, so that
 * there is no copy on a disk that anybody could change. Thread-safe.
 */
final class PythonLibrary {
  /** Where interpreters see it; there is no such folder on the machine. */
  static final Path HOME = Path.of("/noetl-python-home");

  static final Path STANDARD = HOME.resolve("library");
  static final Path CORE = HOME.resolve("core");

  private static final String ROOT = "META-INF/resources/";

  private final Map<String, String> files = new HashMap<>();
  private final Map<String, Set<String>> folders = new LinkedHashMap<>();
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

  PythonLibrary() {
    index("libpython", STANDARD);
    index("libgraalpy", CORE);
  }

  /** The jar lists its files: each line is a resource, {@code =}, and what one may do with it. */
  private void index(String list, Path folder) {
    String prefix = ROOT + list + "/";
    new String(resource(ROOT + list + ".files"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("=", 2)[0].strip())
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> add(folder.resolve(name.substring(prefix.length())), name));
  }

  private void add(Path file, String resource) {
    files.put(file.toString(), resource);
    Path child = file;
    while (!child.equals(HOME)) {
      Path parent = Objects.requireNonNull(child.getParent());
      folders
          .computeIfAbsent(parent.toString(), folder -> new LinkedHashSet<>())
          .add(Objects.requireNonNull(child.getFileName()).toString());
      child = parent;
    }
  }

  /** The bytes of a file; null where there is none of that absolute path. */
  byte @Nullable [] file(Path path) {
    String resource = files.get(path.toString());
    return resource == null ? null : contents.computeIfAbsent(resource, PythonLibrary::resource);
  }

  /** The names in a folder; null where there is none of that absolute path. */
  @Nullable Set<String> folder(Path path) {
    return folders.get(path.toString());
  }

  private static byte[] resource(String name) {
    try (InputStream in = PythonLibrary.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
