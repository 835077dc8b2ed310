package io.noetl.camel.crash;

import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.KafkaBroker;
import io.noetl.camel.tool.ToolJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Servers that are killed under load: real processes on a real PostgreSQL. {@code tools/crash/run}
 * is its command.
 */
public final class CrashKit {
  private static final List<String> PLAYBOOKS =
      List.of(
          "sequence",
          "leaf",
          "loop",
          "fan",
          "parent",
          "flaky",
          "python",
          "failing",
          "cursor",
          "tasks",
          "waiting",
          "saga",
          "asking",
          "message",
          "hook");
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Duration QUIET = Duration.ofSeconds(90);

  private final CrashOptions options;

  CrashKit(CrashOptions options) {
    this.options = options;
  }

  /**
   * What came of it.
   *
   * @param executions how many there were, children included
   * @param faults what was done to them
   * @param late effects that a stopped process had after it had lost its executions
   * @param violations empty when all is well
   */
  record Report(
      long executions, Map<CrashChaos.Fault, Integer> faults, int late, List<String> violations) {}

  public static void main(String[] arguments) throws Exception {
    CrashOptions options =
        new CrashOptions(
            Long.getLong("seed", 1),
            Integer.getInteger("kills", 1_000),
            Duration.ofMinutes(Integer.getInteger("minutes", 24 * 60)),
            Integer.getInteger("replicas", 3),
            Integer.getInteger("unfinished", 60),
            Integer.getInteger("pause", 2_000),
            Integer.getInteger("stop", 30_000),
            Boolean.getBoolean("rolling"),
            true,
            Path.of(System.getProperty("work")),
            List.of(System.getProperty("java").split(" ")));
    Instant began = Instant.now();
    Report report = new CrashKit(options).run();
    System.out.println(
        "seed %d, %d replicas, %s: %d executions, faults %s, late effects of stopped processes %d, violations %d"
            .formatted(
                options.seed(),
                options.replicas(),
                Duration.between(began, Instant.now()),
                report.executions(),
                report.faults(),
                report.late(),
                report.violations().size()));
    report.violations().stream().limit(50).forEach(System.out::println);
    System.exit(report.violations().isEmpty() ? 0 : 1);
  }

  Report run() throws Exception {
    try (CrashPostgres postgres = new CrashPostgres(options.work());
        KafkaBroker broker =
            new KafkaBroker(Files.createDirectories(options.work().resolve("kafka")), "");
        EchoServer echo = echo()) {
      broker.topic(CrashMessages.TOPIC, 3);
      List<ServerProcess> servers = servers(postgres);
      try {
        return run(postgres, broker, echo, servers);
      } finally {
        servers.forEach(ServerProcess::close);
      }
    }
  }

  private Report run(
      CrashPostgres postgres, KafkaBroker broker, EchoServer echo, List<ServerProcess> servers)
      throws Exception {
    if (options.trains()) {
      servers.getFirst().train();
    }
    servers.getFirst().start(List.of());
    await(servers.getFirst());
    prepare(postgres, broker, servers.getFirst());
    for (ServerProcess server : servers.subList(1, servers.size())) {
      server.start(List.of());
    }
    CrashChaos chaos = new CrashChaos(servers, postgres, broker, options);
    CrashLoad load =
        new CrashLoad(servers, postgres, echo.url(""), options.seed(), options.unfinished());
    CrashMessages messages = new CrashMessages(broker);
    CrashPeople people = new CrashPeople(servers, options.seed());
    try {
      try {
        chaos.run();
      } finally {
        chaos.heal();
        load.close();
        messages.stop();
      }
      settle(postgres, messages.acknowledged().size());
    } finally {
      people.stop();
    }
    CrashCheck check = new CrashCheck(postgres);
    boolean paused = chaos.done().containsKey(CrashChaos.Fault.PAUSE);
    List<String> violations = new ArrayList<>(check.violations(load.started(), paused));
    violations.addAll(check.messages(messages.acknowledged()));
    // It may have been killed at the very end.
    await(servers.getFirst());
    violations.addAll(new ApiCheck(servers.getFirst().url(), postgres).violations());
    long executions = Long.parseLong(one(postgres, "SELECT count(*) FROM noetl.execution"));
    return new Report(executions, chaos.done(), check.late(), violations);
  }

  private static EchoServer echo() {
    Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    EchoServer echo = new EchoServer();
    echo.on("/fails", 500, "text/plain", "no");
    echo.on(
        "/flaky/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          int n = calls.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
          EchoServer.answer(exchange, n < 3 ? 503 : 200, "application/json", "{\"n\": 1}");
        });
    return echo;
  }

  private List<ServerProcess> servers(CrashPostgres postgres) throws IOException {
    List<ServerProcess> servers = new ArrayList<>();
    for (int i = 1; i <= options.replicas(); i++) {
      servers.add(
          new ServerProcess(
              options.work(),
              "replica-" + i,
              options.java(),
              List.of(
                  "--spring.datasource.url=" + postgres.url(),
                  "--spring.datasource.username=postgres",
                  "--spring.datasource.password=postgres",
                  "--noetl.secrets.master-key=" + KEY,
                  // Most lives are short.
                  "--noetl.python.warm=0")));
    }
    return servers;
  }

  private static void await(ServerProcess server) throws IOException, InterruptedException {
    Instant until = Instant.now().plus(Duration.ofMinutes(3));
    while (!server.isReady()) {
      if (Instant.now().isAfter(until) || !server.isAlive()) {
        throw new IllegalStateException(
            "The server does not start:\n" + Files.readString(server.log()));
      }
      Thread.sleep(100);
    }
  }

  private static void prepare(CrashPostgres postgres, KafkaBroker broker, ServerProcess server)
      throws Exception {
    postgres.execute(
        """
        CREATE SCHEMA crash;
        CREATE TABLE crash.effect (key text, execution_id text, label text, at timestamptz DEFAULT clock_timestamp());
        CREATE TABLE crash.queue (execution_id text, id int, state text, PRIMARY KEY (execution_id, id));
        CREATE TABLE crash.disk (is_full boolean);
        INSERT INTO crash.disk VALUES (false);
        CREATE FUNCTION crash.full() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF (SELECT is_full FROM crash.disk) THEN
              RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
            END IF;
            RETURN NULL;
          END $$;
        CREATE TRIGGER full_disk AFTER INSERT ON noetl.event_record FOR EACH STATEMENT EXECUTE FUNCTION crash.full();
        """);
    post(
        server,
        "/api/credentials",
        Map.of(
            "name",
            "crash",
            "type",
            "postgres",
            "data",
            Map.of(
                "db_host", "127.0.0.1",
                "db_port", postgres.port(),
                "db_user", "postgres",
                "db_password", "postgres",
                "db_name", "postgres")));
    for (String playbook : PLAYBOOKS) {
      post(server, "/api/catalog/register", Map.of("content", resource(playbook + ".yaml")));
    }
    String topic = resource("topic.yaml").replace("BROKER", broker.address());
    post(server, "/api/catalog/register", Map.of("content", topic));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CrashKit.class.getResourceAsStream("/crash/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void post(ServerProcess server, String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(ToolJson.write(body)))
                    .build(),
                BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String one(CrashPostgres postgres, String sql) throws SQLException {
    return postgres.query(sql).getFirst().getFirst();
  }

  /**
   * Waits until all have ended, or nothing moves any more.
   *
   * @param messages how many of the broker's messages start one
   */
  private static void settle(CrashPostgres postgres, int messages)
      throws SQLException, InterruptedException {
    String before = "";
    Instant moved = Instant.now();
    while (Duration.between(moved, Instant.now()).compareTo(QUIET) < 0) {
      String now =
          one(
              postgres,
              "SELECT (SELECT count(*) FROM noetl.execution WHERE end_time IS NULL)"
                  + " + greatest(0, "
                  + messages
                  + " - (SELECT count(*) FROM noetl.execution WHERE "
                  + CrashCheck.OF_TOPIC
                  + ")) || ' of ' ||"
                  + " (SELECT count(*) FROM noetl.event_record WHERE event_type <> 'call.error')");
      if (now.startsWith("0 ")) {
        return;
      }
      if (!now.equals(before)) {
        moved = Instant.now();
        before = now;
      }
      Thread.sleep(500);
    }
  }
}
