package io.noetl.camel.component.duckdb.gate;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the connections that DuckDB's native code opens, each by the rule of the database that
 * opens it. DuckDB's library is loaded once in a process, so there is one gate.
 *
 * <p>The thread that runs a statement says whose it is ({@link #call}). DuckDB's own threads, which
 * share the work of all databases, may open what the rule of one of the open databases lets them:
 * they only go on with what a statement has begun, which was judged in its thread.
 */
public final class ConnectGate {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectGate.class);

  private static final class Only {
    private static final ConnectGate GATE = new ConnectGate();
  }

  @SuppressWarnings("ThreadLocalUsage") // there is one gate in a process
  private final ThreadLocal<@Nullable ConnectRule> current = new ThreadLocal<>();

  private final Set<ConnectRule> rules = ConcurrentHashMap.newKeySet();
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();
  private final boolean closed;

  private ConnectGate() {
    this.closed = install();
  }

  /** The gate of this process; the first call builds it. */
  public static ConnectGate ofProcess() {
    return Only.GATE;
  }

  private boolean install() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (!system.contains("linux")) {
      LOG.warn("DuckDB's connections can't be guarded on {}", system);
      return false;
    }
    try {
      // loads the native library
      DriverManager.getConnection("jdbc:duckdb:").close();
      new NativeGate(this::refusal, this::isLoadable).guard();
      return true;
    } catch (SQLException | RuntimeException | LinkageError e) {
      LOG.warn("DuckDB's connections can't be guarded here", e);
      return false;
    }
  }

  /** Whether connections are judged. Where not, SQL must be kept from opening any. */
  public boolean holds() {
    return closed;
  }

  /** Lets extensions of a folder be loaded. */
  public void allowExtensions(Path folder) {
    folders.add(folder.toAbsolutePath().normalize());
  }

  /** Says that a database is open, and what it may reach; until {@link #remove}. */
  public void add(ConnectRule rule) {
    rules.add(rule);
  }

  /** Says that a database is closed. */
  public void remove(ConnectRule rule) {
    rules.remove(rule);
  }

  /** What JDBC does. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    /** Does it. */
    T run() throws SQLException;
  }

  /** Does what this thread wants of a database, by the database's rule. */
  public <T extends @Nullable Object> T call(ConnectRule rule, Work<T> work) throws SQLException {
    ConnectRule before = current.get();
    current.set(rule);
    try {
      return work.run();
    } finally {
      if (before == null) {
        current.remove();
      } else {
        current.set(before);
      }
    }
  }

  private @Nullable String refusal(String library, Peer peer) {
    ConnectRule mine = current.get();
    if (mine != null) {
      String why = mine.refusal(library, peer);
      if (why != null) {
        mine.refused(why);
      }
      return why;
    }
    boolean allowed = rules.stream().anyMatch(rule -> rule.refusal(library, peer) == null);
    return allowed ? null : "No database may connect there";
  }

  private boolean isLoadable(String file) {
    Path path = Path.of(file).toAbsolutePath().normalize();
    return folders.stream().anyMatch(path::startsWith);
  }
}
