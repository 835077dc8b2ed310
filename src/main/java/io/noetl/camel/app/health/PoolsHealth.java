package io.noetl.camel.app.health;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Down where calls wait for connections of a pool that has no more. */
final class PoolsHealth extends AbstractHealthIndicator {
  private final DataSource database;

  PoolsHealth(DataSource database) {
    this.database = database;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    pools().forEach(pool -> look(pool, health));
  }

  private Stream<HikariDataSource> pools() {
    Stream<DataSource> all =
        database instanceof AbstractRoutingDataSource divided
            ? divided.getResolvedDataSources().values().stream()
            : Stream.of(database);
    return all.filter(HikariDataSource.class::isInstance).map(HikariDataSource.class::cast);
  }

  private static void look(HikariDataSource pool, Health.Builder health) {
    HikariPoolMXBean now = pool.getHikariPoolMXBean();
    if (now == null) {
      // it opens with its first connection
      return;
    }
    if (now.getThreadsAwaitingConnection() > 0
        && now.getActiveConnections() >= pool.getMaximumPoolSize()) {
      health.down();
    }
    health.withDetail(
        pool.getPoolName(),
        Map.of(
            "active", now.getActiveConnections(),
            "most", pool.getMaximumPoolSize(),
            "waiting", now.getThreadsAwaitingConnection()));
  }
}
