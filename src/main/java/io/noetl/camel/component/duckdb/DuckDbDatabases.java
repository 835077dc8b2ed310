package io.noetl.camel.component.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open databases of executions: one for each execution and database name, opened at its first
 * use and kept until the execution is released. Thread-safe.
 */
public final class DuckDbDatabases implements AutoCloseable {
  static final String MEMORY = ":memory:";

  private final DuckDbOpener opener;
  private final @Nullable Path folder;
  private final Map<Key, DuckDbDatabase> open = new ConcurrentHashMap<>();

  private record Key(long execution, String database) {}

  public DuckDbDatabases(DuckDbOpener opener, DuckDbSettings settings) {
    this.opener = opener;
    this.folder = settings.dataDirectory();
  }

  /**
   * An execution's database.
   *
   * @param name a file or {@code :memory:}; null for the execution's own
   * @throws SQLException when it can't be opened
   */
  DuckDbDatabase get(long execution, @Nullable String name) throws SQLException {
    Key key = new Key(execution, name == null ? "" : name);
    DuckDbDatabase known = open.get(key);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      DuckDbDatabase again = open.get(key);
      if (again == null) {
        again = open(execution, name);
        open.put(key, again);
      }
      return again;
    }
  }

  private DuckDbDatabase open(long execution, @Nullable String name) throws SQLException {
    boolean own = name == null && folder != null;
    String path = own ? ownFile(folder, execution).toString() : name == null ? MEMORY : name;
    boolean memory = path.startsWith(MEMORY);
    if (!memory) {
      createFolder(Path.of(path).toAbsolutePath().getParent());
    }
    return new DuckDbDatabase(opener.open(path, false, Map.of()), path, own);
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

  /** Closes what an execution has open, and deletes its own database. */
  public void release(long execution) {
    open.keySet().stream().filter(key -> key.execution() == execution).forEach(this::close);
  }

  private void close(Key key) {
    DuckDbDatabase database = open.remove(key);
    if (database != null) {
      database.close();
    }
  }

  @Override
  public void close() {
    open.keySet().forEach(this::close);
  }
}
