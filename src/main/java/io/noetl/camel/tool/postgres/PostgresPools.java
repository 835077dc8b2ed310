package io.noetl.camel.tool.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.noetl.camel.execution.net.OutboundGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection pool for each database and user that steps use. Pools are bounded in number: one
 * that was idle for long, or the least recently used one, makes room; where all are in use, a call
 * gets a connection of its own.
 */
public final class PostgresPools implements AutoCloseable {

  private final PoolLimits limits;
  private final InstantSource clock;
  private final OutboundGuard guard;
  private final PostgresWatch watch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PostgresTarget, Pool> pools = new HashMap<>();
  private long named;

  /**
   * @param guard says which hosts may be connected to
   */
  public PostgresPools(PoolLimits limits, InstantSource clock, OutboundGuard guard) {
    this(limits, clock, guard, PostgresWatch.NONE);
  }

  /**
   * @param guard says which hosts may be connected to
   * @param watch is told of pools and work
   */
  public PostgresPools(
      PoolLimits limits, InstantSource clock, OutboundGuard guard, PostgresWatch watch) {
    this.limits = limits;
    this.clock = clock;
    this.guard = guard;
    this.watch = watch;
  }

  PostgresWatch watch() {
    return watch;
  }

  /**
   * A connection in autocommit mode, in the state of a new one.
   *
   * @throws SQLException when it cannot be had
   */
  public PostgresSession open(PostgresTarget target) throws SQLException {
    GuardedDataSource database = new GuardedDataSource(target, guard);
    // a pooled connection may be older than what the guard says now
    database.addresses();
    Pool pool = acquire(target, database);
    if (pool == null) {
      return unpooled(database);
    }
    try {
      Connection connection = connect(database, pool.source);
      return new PostgresSession(
          connection, () -> pool.source.evictConnection(connection), () -> release(pool));
    } catch (SQLException | RuntimeException e) {
      release(pool);
      throw e;
    }
  }

  /** A connection that belongs to no pool. */
  public PostgresSession openAlone(PostgresTarget target) throws SQLException {
    return unpooled(new GuardedDataSource(target, guard));
  }

  private static PostgresSession unpooled(GuardedDataSource database) throws SQLException {
    return new PostgresSession(database.getConnection(), () -> {}, () -> {});
  }

  private static Connection connect(GuardedDataSource database, HikariDataSource source)
      throws SQLException {
    if (source.getHikariPoolMXBean().getTotalConnections() == 0) {
      // an empty pool waits its whole time for a database that is not there: ask once ourselves
      database.getConnection().close();
    }
    return source.getConnection();
  }

  private @Nullable Pool acquire(PostgresTarget target, GuardedDataSource database) {
    List<Pool> evicted = new ArrayList<>();
    lock.lock();
    try {
      Pool pool = pools.get(target);
      if (pool == null) {
        evict(evicted);
        if (pools.size() >= limits.pools()) {
          return null;
        }
        pool = new Pool(DataSources.pool(database, limits, "postgres-" + ++named, watch));
        pools.put(target, pool);
      }
      pool.leases++;
      return pool;
    } finally {
      lock.unlock();
      evicted.forEach(pool -> pool.source.close());
    }
  }

  private void evict(List<Pool> evicted) {
    long old = clock.millis() - limits.idle().toMillis();
    List<Pool> unused =
        pools.values().stream()
            .filter(pool -> pool.leases == 0)
            .sorted(Comparator.comparingLong(pool -> pool.lastUsed))
            .toList();
    unused.stream().filter(pool -> pool.lastUsed < old).forEach(evicted::add);
    if (evicted.isEmpty() && pools.size() >= limits.pools() && !unused.isEmpty()) {
      evicted.add(unused.getFirst());
    }
    pools.values().removeAll(evicted);
  }

  private void release(Pool pool) {
    lock.lock();
    try {
      pool.leases--;
      pool.lastUsed = clock.millis();
    } finally {
      lock.unlock();
    }
  }

  /** Closes all pools. */
  @Override
  public void close() {
    lock.lock();
    try {
      pools.values().forEach(pool -> pool.source.close());
      pools.clear();
    } finally {
      lock.unlock();
    }
  }

  private static final class Pool {
    private final HikariDataSource source;
    private int leases;
    private long lastUsed;

    private Pool(HikariDataSource source) {
      this.source = source;
    }
  }
}
