package io.noetl.camel.store;

import io.noetl.camel.testing.TestPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of its own for each caller, on the test server. */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TestPostgres postgres;

  private TestDatabase(TestPostgres postgres) {
    this.postgres = postgres;
  }

  /** A new database with the service's schema. */
  public static TestDatabase migrated() {
    TestDatabase database = empty();
    Flyway.configure()
        .dataSource(database.dataSource())
        .defaultSchema("noetl")
        .schemas("noetl")
        .load()
        .migrate();
    return database;
  }

  /** A new database with nothing in it. */
  public static TestDatabase empty() {
    return new TestDatabase(TestPostgres.database("store_test_" + NUMBER.incrementAndGet()));
  }

  public int port() {
    return postgres.port();
  }

  public String url() {
    return postgres.jdbcUrl();
  }

  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser("postgres");
    source.setPassword("postgres");
    return source;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(dataSource());
  }
}
