package io.noetl.camel.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Submits executions while servers come and go, so that about as many as wanted are unfinished. A
 * client does what clients do: it repeats a request without an answer, with the same key, at any
 * server.
 */
final class CrashLoad {
  private static final Pattern ID = Pattern.compile("\"execution_id\"\\s*:\\s*\"(\\d+)\"");
  private static final String HOOK = "hook";
  private static final List<String> PLAYBOOKS =
      List.of(
          "sequence",
          "loop",
          "fan",
          "parent",
          "flaky",
          "sequence",
          "python",
          "failing",
          "cursor",
          "tasks",
          "waiting",
          "saga",
          "asking",
          HOOK);

  private final List<ServerProcess> servers;
  private final CrashPostgres postgres;
  private final String echo;
  private final Random random;
  private final int wanted;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, String> started = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  CrashLoad(
      List<ServerProcess> servers, CrashPostgres postgres, String echo, long seed, int wanted) {
    this.servers = servers;
    this.postgres = postgres;
    this.echo = echo;
    this.random = new Random(seed);
    this.wanted = wanted;
    clients.execute(this::run);
  }

  /** Execution ids by idempotency key, as the clients were told. */
  Map<String, String> started() {
    return started;
  }

  private void run() {
    while (!stopped) {
      try {
        int unfinished =
            Integer.parseInt(
                postgres
                    .query(
                        "SELECT count(*) FROM noetl.execution WHERE end_time IS NULL"
                            + " AND parent_execution_id IS NULL")
                    .getFirst()
                    .getFirst());
        for (int i = unfinished + open.get(); i < wanted; i++) {
          String playbook = PLAYBOOKS.get(random.nextInt(PLAYBOOKS.size()));
          int first = random.nextInt(servers.size());
          int n = number.incrementAndGet();
          open.incrementAndGet();
          clients.execute(() -> submit(playbook, "load-" + n, first));
        }
      } catch (SQLException e) {
        // the database is being hurt
      }
      pause(200);
    }
  }

  private void submit(String playbook, String key, int first) {
    boolean hook = playbook.equals(HOOK);
    String path = hook ? "/api/hooks/crash" : "/api/execute";
    String body =
        hook
            ? "{\"n\": \"%s\"}".formatted(key)
            : "{\"path\": \"crash/%s\", \"payload\": {\"echo\": \"%s\"}}".formatted(playbook, echo);
    for (int attempt = 0; ; attempt++) {
      ServerProcess server = servers.get((first + attempt) % servers.size());
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .timeout(Duration.ofSeconds(15))
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
        Matcher id = ID.matcher(answer.body());
        if (answer.statusCode() / 100 == 2 && id.find()) {
          started.put(hook ? "subscription:crash/hook:" + key : key, id.group(1));
          open.decrementAndGet();
          return;
        }
      } catch (IOException e) {
        // asked again below
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      pause(200);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No further executions; those that were begun to be submitted are still submitted. */
  void close() throws InterruptedException {
    stopped = true;
    clients.shutdown();
    if (!clients.awaitTermination(3, TimeUnit.MINUTES)) {
      throw new IllegalStateException("No server takes executions any more: " + open.get());
    }
  }
}
