package io.noetl.camel.component.duckdb;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one empty database in memory ready, with the extensions loaded that executions have loaded
 * so far: reading and checking one takes longer than most steps. Thread-safe.
 */
final class WarmDatabases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmDatabases.class);
  private static final Pattern LOAD =
      Pattern.compile("(?i)\\s*LOAD\\s+['\"]?(\\w+)['\"]?\\s*;?\\s*");

  /** What the product brings or names: a name from SQL becomes part of a statement. */
  private static final Set<String> KNOWN =
      Set.of(
          "postgres",
          "postgres_scanner",
          "httpfs",
          "excel",
          "azure",
          "sqlite",
          "mysql",
          "ducklake");

  private final DuckDbOpener opener;
  private final Executor background;
  private final Set<String> extensions = new ConcurrentSkipListSet<>();
  private final AtomicReference<@Nullable OpenedDuckDb> spare = new AtomicReference<>();
  private final AtomicBoolean making = new AtomicBoolean();
  private volatile boolean closed;

  WarmDatabases(DuckDbOpener opener, Executor background) {
    this.opener = opener;
    this.background = background;
  }

  /** Notes what a statement that succeeded has loaded. */
  void ran(String sql) {
    Matcher matcher = LOAD.matcher(sql);
    if (matcher.matches()) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (KNOWN.contains(name) && extensions.add(name)) {
        discard();
        refill();
      }
    }
  }

  /** A database in memory that nobody has used. */
  OpenedDuckDb take() throws SQLException {
    OpenedDuckDb ready = spare.getAndSet(null);
    if (!extensions.isEmpty()) {
      refill();
    }
    return ready == null ? empty() : ready;
  }

  private OpenedDuckDb empty() throws SQLException {
    return opener.open(DuckDbDatabases.MEMORY, false, Map.of());
  }

  private void refill() {
    if (!closed && making.compareAndSet(false, true)) {
      background.execute(this::make);
    }
  }

  private void make() {
    try {
      OpenedDuckDb made =
          opener.open(
              DuckDbDatabases.MEMORY,
              false,
              Map.of(),
              DuckDbAccess.TRUSTED,
              Set.copyOf(extensions));
      close(spare.getAndSet(made));
      if (closed) {
        discard();
      }
    } catch (SQLException e) {
      LOG.warn("No DuckDB database was made ready: {}", DuckDbErrors.message(e));
      extensions.clear();
    } finally {
      making.set(false);
    }
  }

  private void discard() {
    close(spare.getAndSet(null));
  }

  private static void close(@Nullable OpenedDuckDb database) {
    try {
      if (database != null) {
        database.close();
      }
    } catch (SQLException e) {
      LOG.debug("a DuckDB database was not closed cleanly: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    discard();
  }
}
