package io.noetl.camel.app;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.stereotype.Component;

/**
 * Divides the connections to the service's database: the threads of executions have the pool that
 * is configured, and whatever else there is (the API, the event writer, the replica's beat) one of
 * its own of the same size. However many executions wait for a connection, the API answers and the
 * lease is renewed. What they call by a bare name is the service's own or PostgreSQL's.
 */
@Component
final class DividedConnections implements BeanPostProcessor, DisposableBean {
  private static final String SCHEMA = "noetl";
  private static final String RUNS = "runs";
  private static final String SERVICE = "service";

  private volatile @Nullable HikariDataSource service;

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!name.equals("dataSource") || !(bean instanceof HikariDataSource runs)) {
      return bean;
    }
    // not "public": operators make functions there, and one of the very types of a call is taken
    // before PostgreSQL's own
    runs.setSchema(SCHEMA);
    HikariDataSource others = new HikariDataSource();
    runs.copyStateTo(others);
    others.setPoolName("noetl-service");
    others.setMinimumIdle(1);
    service = others;
    AbstractRoutingDataSource divided =
        new AbstractRoutingDataSource() {
          @Override
          protected Object determineCurrentLookupKey() {
            return Threads.isOfRuns(Thread.currentThread()) ? RUNS : SERVICE;
          }
        };
    divided.setTargetDataSources(Map.of(RUNS, runs, SERVICE, others));
    divided.setDefaultTargetDataSource(others);
    divided.afterPropertiesSet();
    return divided;
  }

  /**
   * Ends a connection of the service's that another thread reads from, which no interrupt would:
   * the pool first, which otherwise warns of a connection that broke.
   */
  void breakOff(Connection connection) throws SQLException {
    HikariDataSource others = service;
    if (others != null) {
      others.evictConnection(connection);
    }
    connection.abort(Runnable::run);
  }

  @Override
  public void destroy() {
    HikariDataSource others = service;
    if (others != null) {
      others.close();
    }
  }
}
