package io.noetl.camel.crash;

import io.noetl.camel.testing.KafkaBroker;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Hurts servers, database and broker, one thing after the other, as a seed says. */
final class CrashChaos {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> POINTS =
      List.of(
          "before-commit",
          "after-commit",
          "before-claim",
          "after-claim",
          "before-fold",
          "after-fold",
          "before-release",
          "after-release",
          "before-look",
          "after-look");

  /** What can happen, and how often in a hundred. */
  enum Fault {
    KILL(58),
    POINT(16),
    TERMINATE(8),
    PAUSE(4),
    CUT(4),
    BROKER(4),
    RESTART(2),
    CRASH(2),
    FULL(2);

    private final int percent;

    Fault(int percent) {
      this.percent = percent;
    }
  }

  private final List<ServerProcess> servers;
  private final CrashPostgres postgres;
  private final KafkaBroker broker;
  private final Random random;
  private final CrashOptions options;
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
  private final Map<ServerProcess, Instant> asleep = new HashMap<>();

  CrashChaos(
      List<ServerProcess> servers,
      CrashPostgres postgres,
      KafkaBroker broker,
      CrashOptions options) {
    this.servers = servers;
    this.postgres = postgres;
    this.broker = broker;
    this.random = new Random(options.seed() + 1);
    this.options = options;
  }

  /** How often each thing has happened. */
  Map<Fault, Integer> done() {
    return done;
  }

  private int kills() {
    return options.rolling()
        ? done.getOrDefault(Fault.TERMINATE, 0)
        : done.getOrDefault(Fault.KILL, 0) + done.getOrDefault(Fault.POINT, 0);
  }

  /** Goes on until enough processes were killed, or the time is over. */
  void run() throws IOException, InterruptedException, SQLException {
    Instant until = Instant.now().plus(options.most());
    while (kills() < options.kills() && Instant.now().isBefore(until)) {
      Thread.sleep(random.nextInt(options.pauseMillis()));
      wake(Instant.now());
      Fault fault = options.rolling() ? Fault.TERMINATE : draw();
      ServerProcess victim = options.rolling() ? nextInLine() : victim();
      hurt(fault, victim);
      done.merge(fault, 1, Integer::sum);
      if (kills() % 25 == 0) {
        System.out.println("crash kit: " + done);
      }
    }
  }

  /** As an orchestrator rolls: the next one, once all serve. */
  private ServerProcess nextInLine() throws InterruptedException {
    for (ServerProcess server : servers) {
      while (!server.isReady()) {
        Thread.sleep(50);
      }
    }
    return servers.get(kills() % servers.size());
  }

  private Fault draw() {
    int left = random.nextInt(100);
    for (Fault fault : Fault.values()) {
      left -= fault.percent;
      if (left < 0) {
        return fault;
      }
    }
    return Fault.KILL;
  }

  /** A server that serves, if one does: one that never comes to serve shows nothing. */
  private ServerProcess victim() throws InterruptedException, IOException {
    int first = random.nextInt(servers.size());
    Instant until = Instant.now().plus(PATIENCE);
    for (int i = 0; Instant.now().isBefore(until); i++) {
      wake(Instant.now());
      ServerProcess server = servers.get((first + i) % servers.size());
      if (asleep.containsKey(server)) {
        Thread.sleep(5);
        continue;
      }
      if (!server.isAlive()) {
        server.start(List.of());
      } else if (server.isReady()) {
        return server;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("No server comes to serve within " + PATIENCE);
  }

  /** Stopped processes go on after their time; the others are hurt meanwhile. */
  private void wake(Instant now) throws IOException, InterruptedException {
    for (ServerProcess server : List.copyOf(asleep.keySet())) {
      if (!now.isBefore(asleep.get(server))) {
        asleep.remove(server);
        server.signal("CONT");
      }
    }
  }

  private void hurt(Fault fault, ServerProcess victim)
      throws IOException, InterruptedException, SQLException {
    switch (fault) {
      case KILL -> {
        victim.signal("KILL");
        victim.join();
        victim.start(lossy());
      }
      case TERMINATE -> {
        victim.signal("TERM");
        victim.join();
        victim.start(options.rolling() ? List.of() : lossy());
      }
      case POINT -> point(victim);
      case PAUSE -> {
        victim.signal("STOP");
        asleep.put(victim, Instant.now().plusMillis(options.stopMillis()));
      }
      case CUT -> postgres.cut();
      case BROKER -> broker.restart();
      case RESTART -> postgres.restart("INT");
      case CRASH -> postgres.restart("QUIT");
      case FULL -> {
        postgres.full(true);
        Thread.sleep(3_000);
        postgres.full(false);
      }
    }
  }

  /** Dies by itself at a point of the code, now and in the life after; then it lives on. */
  private void point(ServerProcess victim) throws IOException, InterruptedException {
    victim.signal("KILL");
    victim.join();
    String point = POINTS.get(random.nextInt(POINTS.size()));
    int pass = 1 + random.nextInt(point.endsWith("commit") ? 200 : 4);
    victim.start(List.of("-Dcrash.at=" + point + ":" + pass));
    if (point.endsWith("release")) {
      while (!victim.isReady() && victim.isAlive()) {
        Thread.sleep(50);
      }
      victim.signal("TERM");
    }
  }

  private List<String> lossy() {
    return List.of("-Dcrash.lost=0.01", "-Dcrash.seed=" + random.nextInt());
  }

  /** Everything lives again. */
  void heal() throws IOException, InterruptedException, SQLException {
    postgres.full(false);
    for (Instant latest : List.copyOf(asleep.values())) {
      Thread.sleep(Math.max(0, Duration.between(Instant.now(), latest).toMillis()));
    }
    wake(Instant.MAX);
    for (ServerProcess server : servers) {
      server.close();
      server.start(List.of());
    }
  }
}
