package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.playbook.DocumentKind;
import io.noetl.camel.playbook.PlaybookParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The playbooks of some folders as a catalog: each in one version. Thread-safe. */
public final class PlaybookFiles implements PlaybookCatalog {

  private final Map<Path, Entry> entries = new HashMap<>();
  private final Map<String, Entry> paths = new HashMap<>();
  private long ids;

  /** Adds the playbooks in a folder and below it. */
  public synchronized void addAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).sorted().forEach(this::addIfPlaybook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addIfPlaybook(Path file) {
    if (isYaml(file) && !entries.containsKey(key(file))) {
      String text = read(file);
      if ("Playbook".equals(kind(text))) {
        add(file, text);
      }
    }
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private Entry add(Path file, String text) {
    var playbook = new PlaybookParser().parse(text, file.toString()).playbook();
    String path = playbook == null ? "" : playbook.path();
    Entry entry = new Entry(++ids, path.isEmpty() ? file.getFileName().toString() : path, 1, text);
    entries.put(key(file), entry);
    paths.putIfAbsent(entry.path(), entry);
    return entry;
  }

  /** The playbook in a file; empty where there is no such file. */
  public synchronized Optional<Entry> file(Path file) {
    Entry known = entries.get(key(file));
    if (known != null) {
      return Optional.of(known);
    }
    return Files.isRegularFile(file) ? Optional.of(add(file, read(file))) : Optional.empty();
  }

  @Override
  public synchronized Optional<Entry> find(PlaybookRef ref) {
    return switch (ref) {
      case PlaybookRef.ByPath(String path, @Nullable Integer version) ->
          Optional.ofNullable(paths.get(path))
              .filter(entry -> version == null || version == entry.version());
      case PlaybookRef.ById(long id) ->
          entries.values().stream().filter(entry -> entry.catalogId() == id).findFirst();
    };
  }

  /** The file of the playbook of a path; empty where there is none. */
  public synchronized Optional<Path> fileOf(String path) {
    Entry entry = paths.get(path);
    return entries.entrySet().stream()
        .filter(each -> each.getValue().equals(entry))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The catalog paths. */
  public synchronized List<String> names() {
    return paths.keySet().stream().sorted().toList();
  }

  /** Whether a file's name is one of YAML. */
  static boolean isYaml(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** What a document says of its kind; empty for nothing. */
  static String kind(String text) {
    return DocumentKind.of(text).orElse("");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
