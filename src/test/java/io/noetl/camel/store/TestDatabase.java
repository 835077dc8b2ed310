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

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /** A new database with the service's schema. */
  public static TestDatabase migrated() {
    String name = "store_test_" + NUMBER.incrementAndGet();
    TestPostgres.shared().execute("CREATE DATABASE " + name + " TEMPLATE " + Template.NAME);
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
    return JdbcClient.create(dataSource());
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
