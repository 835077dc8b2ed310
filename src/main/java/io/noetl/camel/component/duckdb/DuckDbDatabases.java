package io.noetl.camel.component.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open databases of executions: one for each execution and database name, opened at its first
 * use and kept until the execution is released. One that nobody has used for long is closed before:
 * a file is opened again when it is needed, what was in memory is lost. Thread-safe.
 */
public final class DuckDbDatabases implements AutoCloseable {
  static final String MEMORY = ":memory:";
  private static final Duration KEEP_FILE_OPEN = Duration.ofMinutes(10);
  private static final Duration KEEP_IN_MEMORY = Duration.ofHours(6);

  private final DuckDbOpener opener;
  private final @Nullable Path folder;
  private final InstantSource clock;
  private final WarmDatabases warm;
  private final Map<Key, DuckDbDatabase> open = new ConcurrentHashMap<>();

  private record Key(long execution, String database) {}

  public DuckDbDatabases(DuckDbOpener opener, DuckDbSettings settings, InstantSource clock) {
    this.opener = opener;
    this.clock = clock;
    this.folder = settings.dataDirectory();
    this.warm =
        new WarmDatabases(
            opener, task -> Thread.ofPlatform().daemon().name("duckdb-warm-up").start(task));
  }

  /** How many are open. */
  public int size() {
    return open.size();
  }

  /**
   * An execution's database.
   *
   * @param name a file or {@code :memory:}; null for the execution's own
   * @param access what its SQL may reach
   * @param extensions what a database that can't load any later needs
   * @throws SQLException when it can't be opened
   */
  DuckDbDatabase get(
      long execution, @Nullable String name, DuckDbAccess access, Set<String> extensions)
      throws SQLException {
    Key key = new Key(execution, name == null ? "" : name);
    synchronized (this) {
      closeUnused();
      DuckDbDatabase database = open.get(key);
      if (database == null) {
        database = open(execution, name, access, extensions);
        open.put(key, database);
      }
      database.used(clock.instant());
      return database;
    }
  }

  private void closeUnused() {
    Instant now = clock.instant();
    open.values().removeIf(database -> closeIfUnused(database, now));
  }

  private static boolean closeIfUnused(DuckDbDatabase database, Instant now) {
    Duration keep = database.isInMemory() ? KEEP_IN_MEMORY : KEEP_FILE_OPEN;
    boolean unused = database.isUnusedSince(now.minus(keep));
    if (unused) {
      database.close(false);
    }
    return unused;
  }

  private DuckDbDatabase open(
      long execution, @Nullable String name, DuckDbAccess access, Set<String> extensions)
      throws SQLException {
    boolean own = name == null && folder != null && !access.restricted();
    String path = own ? ownFile(folder, execution).toString() : name == null ? MEMORY : name;
    boolean memory = path.startsWith(MEMORY);
    if (!memory && !access.restricted()) {
      createFolder(Path.of(path).toAbsolutePath().getParent());
    }
    OpenedDuckDb opened =
        path.equals(MEMORY) && access.equals(DuckDbAccess.TRUSTED)
            ? warm.take()
            : opener.open(
                path, false, Map.of(), access, access.restricted() ? extensions : Set.of());
    return new DuckDbDatabase(opened, path, own);
  }

  private static Path ownFile(@Nullable Path folder, long execution) {
    return java.util.Objects.requireNonNull(folder).resolve("duckdb_" + execution + ".duckdb");
  }

  private static void createFolder(@Nullable Path folder) {
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is noted which extensions executions load. */
  WarmDatabases warm() {
    return warm;
  }

  /** Closes what an execution has open, and deletes its own database. */
  public void release(long execution) {
    open.keySet().stream().filter(key -> key.execution() == execution).forEach(this::close);
  }

  private void close(Key key) {
    DuckDbDatabase database = open.remove(key);
    if (database != null) {
      database.close(true);
    }
  }

  @Override
  public void close() {
    // the files stay: their executions go on after the next start
    open.values().forEach(database -> database.close(false));
    open.clear();
    warm.close();
  }
}
