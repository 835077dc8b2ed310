package io.noetl.camel.tool.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.testing.TestPostgres;
import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresPoolsTest {

  private static final PoolLimits ONE_POOL =
      new PoolLimits(1, 2, Duration.ofMinutes(10), Duration.ofSeconds(30));

  private Instant now = Instant.EPOCH;
  private final PostgresPools pools = new PostgresPools(ONE_POOL, () -> now, Guards.local());

  @AfterEach
  void close() {
    pools.close();
  }

  private static PostgresTarget target(String application) {
    return new PostgresTarget(
        "127.0.0.1:" + TestPostgres.shared().port(),
        "postgres",
        "postgres",
        "postgres",
        Map.of("application_name", application),
        Set.of());
  }

  private static int backend(PostgresSession session) throws SQLException {
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private int use(PostgresTarget target) throws SQLException {
    try (PostgresSession session = pools.open(target)) {
      return backend(session);
    }
  }

  /** Waits until the server has no connection of an application: it lets go of them by and by. */
  private static void awaitNone(String application) throws InterruptedException {
    String count =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'";
    while (!TestPostgres.shared().query(count).equals(List.of(List.of("0")))) {
      Thread.sleep(10);
    }
  }

  @Test
  void aConnectionIsUsedAgain() throws SQLException {
    assertThat(use(target("again"))).isEqualTo(use(target("again")));
  }

  @Test
  void anUnusedPoolMakesRoomForAnother() throws Exception {
    use(target("first"));
    use(target("second"));
    assertThat(use(target("second"))).isEqualTo(use(target("second")));
    awaitNone("first");
  }

  @Test
  void whereAllPoolsAreInUseACallHasAConnectionOfItsOwn() throws SQLException {
    try (PostgresSession held = pools.open(target("held"))) {
      assertThat(use(target("alone"))).isNotEqualTo(use(target("alone")));
      assertThat(backend(held)).isPositive();
    }
  }

  @Test
  void aPoolThatWasIdleForLongIsClosed() throws Exception {
    use(target("idle"));
    now = now.plus(ONE_POOL.idle()).plusSeconds(1);
    use(target("other"));
    awaitNone("idle");
  }

  @Test
  void aHostThatTheGuardDeniesIsNotConnectedTo() {
    OutboundGuard closed = new OutboundGuard(OutboundGuard.Names.SYSTEM, false, List.of());
    try (PostgresPools guarded = new PostgresPools(ONE_POOL, () -> now, closed)) {
      assertThatThrownBy(() -> guarded.open(target("denied")))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("outgoing calls may not go there");
    }
  }

  /** Nobody but the guard's resolver knows the name: who connects uses what it said. */
  @Test
  void theDriverConnectsToTheAddressThatWasChecked() throws SQLException {
    OutboundGuard guard = guard(new ArrayDeque<>(), "127.0.0.1");
    try (PostgresPools guarded = new PostgresPools(ONE_POOL, () -> now, guard);
        PostgresSession session = guarded.open(named("db.internal"));
        PostgresSession alone = guarded.openAlone(named("DB.internal"))) {
      assertThat(backend(session)).isPositive();
      assertThat(backend(alone)).isPositive();
    }
  }

  @Test
  void aNameThatChangesItsAddressGainsNothing() throws SQLException {
    Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1"));
    OutboundGuard rebound = guard(answers, "169.254.169.254");
    try (PostgresPools guarded = new PostgresPools(ONE_POOL, () -> now, rebound)) {
      try (PostgresSession session = guarded.openAlone(named("rebound.example"))) {
        assertThat(backend(session)).isPositive();
      }
      answers.add("127.0.0.1");
      // checked for the call, then looked up again for the connection: that answer counts
      assertThatThrownBy(() -> guarded.open(named("rebound.example")))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("169.254.169.254");
    }
  }

  @Test
  void cancellingGoesToTheSameAddress() throws Exception {
    OutboundGuard guard = guard(new ArrayDeque<>(List.of("127.0.0.1")), "169.254.169.254");
    try (PostgresPools guarded = new PostgresPools(ONE_POOL, () -> now, guard);
        PostgresSession session = guarded.openAlone(named("db.internal"));
        Statement statement = session.connection().createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
          .hasMessageContaining("canceling statement");
    }
  }

  private static OutboundGuard guard(Deque<String> answers, String then) {
    return new OutboundGuard(
        name -> List.of(InetAddress.ofLiteral(answers.isEmpty() ? then : answers.pop())),
        true,
        List.of());
  }

  private static PostgresTarget named(String host) {
    return new PostgresTarget(
        host + ":" + TestPostgres.shared().port(),
        "postgres",
        "postgres",
        "postgres",
        Map.of(),
        Set.of());
  }
}
