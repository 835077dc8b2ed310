import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.store.event.EventRow;
import io.noetl.camel.store.event.EventWriter;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.RunCommit;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** What partitions cost at insert: the same commits into the tables before and behind V4, in turn. */
public final class PartitionBench {
  private static final int COMMITS = 1_000;
  private static final int ROWS = 10;
  private static final SnowflakeIds IDS = new SnowflakeIds(Clock.systemUTC(), 1);

  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 15 : Integer.parseInt(args[0]);
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        EventWriter plain = writer(server, "plain", "3");
        EventWriter parts = writer(server, "parts", "latest")) {
      round(plain);
      round(parts);
      double[] plainMs = new double[rounds];
      double[] partsMs = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        plainMs[i] = round(plain);
        partsMs[i] = round(parts);
      }
      Arrays.sort(plainMs);
      Arrays.sort(partsMs);
      double a = plainMs[rounds / 2];
      double b = partsMs[rounds / 2];
      System.out.printf(
          "{\"commits\": %d, \"rows\": %d, \"rounds\": %d, \"plain_ms\": %.1f, \"partitioned_ms\": %.1f, \"ratio\": %.3f}%n",
          COMMITS, COMMITS * ROWS, rounds, a, b, b / a);
    }
  }

  private static EventWriter writer(EmbeddedPostgres server, String name, String target)
      throws Exception {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    PGSimpleDataSource source = (PGSimpleDataSource) server.getDatabase("postgres", name);
    Flyway.configure().dataSource(source).defaultSchema("noetl").schemas("noetl").target(target).load().migrate();
    var config = new com.zaxxer.hikari.HikariConfig();
    config.setDataSource(source);
    return new EventWriter(
        new com.zaxxer.hikari.HikariDataSource(config),
        name,
        UnaryOperator.identity(),
        Executors.newVirtualThreadPerTaskExecutor());
  }

  private static double round(EventWriter writer) {
    List<RunCommit> commits = new ArrayList<>();
    for (int i = 0; i < COMMITS; i++) {
      commits.add(commit());
    }
    long began = System.nanoTime();
    CompletableFuture.allOf(commits.stream().map(writer::commit).toArray(CompletableFuture[]::new)).join();
    return (System.nanoTime() - began) / 1e6;
  }

  private static RunCommit commit() {
    long id = IDS.next();
    List<EventRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(
          new EventRow(
              IDS.next(), null, Clock.systemUTC().instant(), "step.exit", "step", "python", "COMPLETED", 1.5,
              "{\"execution_id\": \"1\", \"catalog_id\": \"2\"}", "{\"data\": [1, 2, 3], \"status\": \"ok\"}",
              "{\"token\": \"1\", \"edges\": []}", null, null));
    }
    ExecutionRow row =
        new ExecutionRow(id, 1, "bench/p", 1, "p", "{}", null, null, null, "bench", null, 1, Clock.systemUTC().instant());
    return new RunCommit(id, 1, null, "p", 1, rows, row, null);
  }
}
