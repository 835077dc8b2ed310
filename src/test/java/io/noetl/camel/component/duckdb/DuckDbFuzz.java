package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.net.OutboundProxy;
import io.noetl.camel.tool.sql.Dialect;
import io.noetl.camel.tool.sql.SqlScript;
import io.noetl.camel.tool.sql.SqlStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs random SQL through the tool and a real DuckDB, with listeners and files that must stay
 * untouched: {@code tools/fuzz/duckdb MINUTES [SEED]}. Every third text runs in a database that
 * nobody guards as well, with listeners of its own, so that it is known how many are ways at all.
 */
public final class DuckDbFuzz {
  private static final String CANARY = "canary-of-a-file";
  private static final int TEXTS_A_DATABASE = 200;
  private static final int CONTROLLED = 3;
  private static final String PREPARATION =
      "CREATE TABLE m (a INT); SELECT 'http://', 'postgres', 'x.xlsx';"
          + " LOAD postgres; LOAD httpfs; LOAD excel; SET http_retries=0; SET http_timeout=2";

  private final FuzzedSql servers;
  private final FuzzedSql all;
  private final Path outside;
  private final OutboundProxy proxy = new OutboundProxy(() -> UUID.randomUUID().toString());
  private final OutboundGuard guard =
      new OutboundGuard(OutboundGuard.Names.SYSTEM, false, List.of());
  private final DuckDbSettings settings = DuckDbSettings.defaults();

  private long texts;
  private long held;
  private long controls;
  private long connections;
  private long scripts;

  private DuckDbFuzz(long seed) throws IOException {
    this.servers = new FuzzedSql(new Random(seed), false);
    this.all = new FuzzedSql(new Random(seed + 1), true);
    this.outside = Files.createTempDirectory("fuzz");
    Files.createDirectories(outside.resolve("in"));
    Files.writeString(outside.resolve("secret.csv"), "a\n" + CANARY + "\n");
    Files.createSymbolicLink(outside.resolve("in/link.csv"), outside.resolve("secret.csv"));
  }

  /** Runs for so many minutes, or until something gets out. */
  public static void main(String[] arguments) throws Exception {
    Instant end =
        Instant.now().plus(Duration.ofSeconds((long) (60 * Double.parseDouble(arguments[0]))));
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    System.out.println("seed " + seed);
    DuckDbFuzz fuzz = new DuckDbFuzz(seed);
    long broken = 0;
    while (broken == 0 && Instant.now().isBefore(end)) {
      broken = fuzz.round(end);
      fuzz.report();
    }
    System.out.println(broken == 0 ? "nothing got out" : "BROKEN");
    System.exit(broken == 0 ? 0 : 1);
  }

  private void report() {
    System.out.printf(
        "%d texts; of %d that ran unguarded too, %d connections; %d guarded connections or files"
            + " refused by us; 0 seen by the listeners; %d scripts divided as DuckDB does%n",
        texts, controls, connections, held, scripts);
  }

  /** One database of each kind, so many texts. */
  private long round(Instant end) throws Exception {
    List<String> ways = new ArrayList<>();
    try (Listeners listeners = new Listeners();
        DuckDbCalls trusted = calls(DuckDbAccess.TRUSTED);
        DuckDbCalls none = calls(DuckDbAccess.restricted(new FileAccess.None(), at -> false));
        DuckDbCalls folder =
            calls(
                DuckDbAccess.restricted(
                    new FileAccess.Folder(outside.resolve("in")), at -> false))) {
      for (DuckDbCalls each : List.of(trusted, none, folder)) {
        each.call(1, Map.of("command", PREPARATION));
      }
      for (int i = 0; i < TEXTS_A_DATABASE && Instant.now().isBefore(end); i++) {
        String network = servers.next();
        run(trusted, network, listeners);
        if (i % CONTROLLED == 0) {
          ways.add(network);
        }
        run(none, all.next(), listeners);
        run(folder, all.next(), listeners);
      }
    } catch (AssertionError e) {
      System.out.println(e.getMessage());
      return 1;
    }
    control(ways);
    return divided(end);
  }

  /** Alone: what an unguarded database may do would count for the threads of the guarded ones. */
  private void control(List<String> ways) throws Exception {
    try (Listeners listeners = new Listeners();
        DuckDbCalls open = new DuckDbCalls(settings)) {
      open.call(1, Map.of("command", PREPARATION));
      for (String way : ways) {
        open.call(1, Map.of("command", in(way, listeners)));
        controls++;
      }
      connections += listeners.seen();
    }
  }

  /** Scripts of queries: DuckDB's own reader says how many there are. */
  private long divided(Instant end) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT CASE WHEN json_extract(j, 'error')::BOOLEAN THEN -1"
                    + " ELSE json_array_length(j, 'statements') END"
                    + " FROM (SELECT json_serialize_sql(?::VARCHAR) AS j)")) {
      for (int i = 0; i < TEXTS_A_DATABASE && Instant.now().isBefore(end); i++) {
        List<SqlStatement> ours = SqlScript.parse(servers.script(), Dialect.DUCKDB);
        String script = ours.stream().map(SqlStatement::text).collect(Collectors.joining("\n;\n"));
        count.setString(1, script);
        try (ResultSet row = count.executeQuery()) {
          row.next();
          int theirs = row.getInt(1);
          scripts += theirs < 0 ? 0 : 1;
          if (theirs >= 0 && theirs != ours.size()) {
            System.out.println(
                theirs + " statements for DuckDB, not " + ours.size() + ": " + script);
            return 1;
          }
        }
      }
      return 0;
    }
  }

  private void run(DuckDbCalls duckdb, String sql, Listeners listeners) throws Exception {
    String text = in(sql, listeners);
    Outcome outcome = duckdb.call(1, Map.of("command", text));
    texts++;
    String said = String.valueOf(outcome);
    held += said.contains("DU0006") || said.contains("Permission Error") ? 1 : 0;
    if (listeners.seen() > 0) {
      throw new AssertionError("a listener was called by: " + text);
    }
    if (said.contains(CANARY)) {
      throw new AssertionError("a file was read by: " + text);
    }
    try (Stream<Path> there = Files.list(outside)) {
      boolean changed =
          !Files.readString(outside.resolve("secret.csv")).equals("a\n" + CANARY + "\n");
      if (changed || there.count() != 2) {
        throw new AssertionError("a file was written by: " + text);
      }
    }
  }

  private String in(String sql, Listeners listeners) {
    return listeners
        .in(sql)
        .replace("<S>", outside.resolve("secret.csv").toString())
        .replace("<O>", outside.toString());
  }

  private DuckDbCalls calls(DuckDbAccess access) {
    DuckDbNetwork network = new DuckDbNetwork(proxy, guard, new SecureRandom());
    return new DuckDbCalls(new DuckDbOpener(settings, network), settings, access);
  }
}
