package io.noetl.camel.app.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Unknown where an extension is not in the folder: SQL that needs it fails, and no other. */
final class ExtensionsHealth extends AbstractHealthIndicator {
  private static final String END = ".duckdb_extension";

  /** Those that {@code noetlctl extensions install} brings. */
  private static final List<String> EXPECTED =
      List.of("ducklake", "excel", "httpfs", "json", "postgres_scanner");

  private static final int DEPTH = 3;

  private final Path folder;

  ExtensionsHealth(Path folder) {
    this.folder = folder;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws IOException {
    Set<String> there = Files.isDirectory(folder) ? found() : Set.of();
    List<String> missing = EXPECTED.stream().filter(name -> !there.contains(name)).toList();
    if (missing.isEmpty()) {
      health.up();
    } else {
      health.unknown().withDetail("missing", missing);
    }
    health.withDetail("found", there);
  }

  private Set<String> found() throws IOException {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(END))
          .map(name -> name.substring(0, name.length() - END.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
