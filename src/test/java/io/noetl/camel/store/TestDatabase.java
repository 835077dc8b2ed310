package io.noetl.camel.store;

import com.zaxxer.hikari.HikariDataSource;
import io.noetl.camel.testing.TestPostgres;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of its own for each caller, on the test server. */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** So many threads of a test may ask at once. */
  private static final int MOST = 32;

  private final String name;

  /** Who asks again and again needs no new connection each time. */
  private final HikariDataSource kept = new HikariDataSource();

  private TestDatabase(String name) {
    this.name = name;
    kept.setDataSource(dataSource());
    kept.setPoolName(name);
    kept.setMinimumIdle(0);
    kept.setMaximumPoolSize(MOST);
    kept.setIdleTimeout(Duration.ofSeconds(10).toMillis());
  }

  /** A new database with the service's schema. */
  public static TestDatabase migrated() {
    String name = "store_test_" + NUMBER.incrementAndGet();
    // copying the files costs half of what writing the pages does
    TestPostgres.shared()
        .execute(
            "CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy".formatted(name, Template.NAME));
    return new TestDatabase(name);
  }

  /** A new database with nothing in it. */
  public static TestDatabase empty() {
    String name = "store_test_" + NUMBER.incrementAndGet();
    TestPostgres.database(name);
    return new TestDatabase(name);
  }

  public int port() {
    return TestPostgres.shared().port();
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + name;
  }

  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser("postgres");
    source.setPassword("postgres");
    return source;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(kept);
  }

  /** Migrated once; copying it takes a moment. */
  private static final class Template {
    static final String NAME = migrate();

    private static String migrate() {
      TestPostgres.database("store_template");
      Flyway.configure()
          .dataSource(new TestDatabase("store_template").dataSource())
          .defaultSchema("noetl")
          .schemas("noetl")
          .load()
          .migrate();
      return "store_template";
    }
  }
}
