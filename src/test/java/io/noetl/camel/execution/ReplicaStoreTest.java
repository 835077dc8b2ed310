package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.TestSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a beat claims. */
class ReplicaStoreTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final ReplicaStore.WaitedFor QUEUE = new ReplicaStore.WaitedFor("k", true, false);
  private static final ReplicaStore.WaitedFor FULL = new ReplicaStore.WaitedFor("k", false, false);

  private final TestDatabase database = TestDatabase.migrated();
  private final DataSource source = database.dataSource();
  private final ReplicaStore store =
      new ReplicaStore(
          JdbcClient.create(source),
          new TransactionTemplate(new DataSourceTransactionManager(source)),
          new Json(),
          TestSecrets.of(database),
          "1.2.3");

  @Test
  void whatWaitsForRoomIsLetInInTurnOverThePlaybooks() {
    for (long id = 1; id <= 5; id++) {
      execution(id, "busy", "PENDING", null, null);
    }
    execution(6, "rare", "PENDING", null, null);
    execution(7, "other", "PENDING", null, null);

    assertThat(claimed(4)).containsExactlyInAnyOrder(1L, 6L, 7L, 2L);
    assertThat(claimed(10)).containsExactlyInAnyOrder(3L, 4L, 5L);
  }

  @Test
  void withoutRoomOnlyChildrenAndTheOrphanedAndWhatShallStopAreTaken() {
    execution(1, "p", "PENDING", null, null);
    execution(2, "p", "PENDING", null, 99L);
    execution(3, "p", "RUNNING", "dead", null);
    execution(4, "p", "PENDING", null, null);
    database
        .jdbc()
        .sql("UPDATE noetl.execution SET cancel_requested = true WHERE execution_id = 4")
        .update();

    assertThat(claimed(0)).containsExactlyInAnyOrder(2L, 3L, 4L);
  }

  @Test
  void aClaimSaysWhyItWasToBeHad() {
    execution(1, "p", "PENDING", null, null);
    execution(2, "p", "RUNNING", "dead", null);
    execution(3, "p", "RUNNING", null, null);
    database
        .jdbc()
        .sql("UPDATE noetl.execution SET wake_at = now() WHERE execution_id = 3")
        .update();

    assertThat(store.beat("me", LEASE, 10, 10).claims())
        .extracting(Claim::executionId, Claim::reason)
        .containsExactlyInAnyOrder(
            tuple(1L, Claim.Reason.ROOM),
            tuple(2L, Claim.Reason.GONE),
            tuple(3L, Claim.Reason.DUE));
  }

  @Test
  void whatALivingReplicaOwnsIsNotTaken() {
    store.beat("other", LEASE, 10, 10);
    execution(1, "p", "RUNNING", "other", null);

    ReplicaStore.Beat beat = store.beat("me", LEASE, 10, 10);

    assertThat(beat.claims()).isEmpty();
    assertThat(beat.peers()).isEqualTo(1);
  }

  @Test
  void claimsWhoseAnswerWasLostAreFound() {
    execution(1, "p", "PENDING", null, null);
    store.beat("me", LEASE, 10, 10);

    assertThat(store.owned("me")).extracting(Claim::executionId).containsExactly(1L);
    assertThat(store.epochs(List.of(1L, 2L))).containsOnlyKeys(1L).containsValue(2L);
  }

  @Test
  void aLimitLetsInAsManyAsItMayAndCountsTheOrphaned() {
    for (long id = 1; id <= 4; id++) {
      execution(id, "p", "PENDING", null, null);
    }
    execution(5, "p", "RUNNING", "dead", null);
    database.jdbc().sql("UPDATE noetl.execution SET limit_key = 'k', limit_most = 2").update();

    ReplicaStore.Beat beat = store.beat("me", LEASE, 10, 10);

    assertThat(beat.claims()).extracting(Claim::executionId).containsExactly(5L);
    assertThat(beat.limits()).containsExactly(QUEUE);
    assertThat(store.claimLimited("me", QUEUE, 10).letIn())
        .extracting(Claim::executionId)
        .containsExactly(1L);
    assertThat(store.claimLimited("other", QUEUE, 10).letIn()).isEmpty();
    database
        .jdbc()
        .sql(
            "UPDATE noetl.execution SET status = 'COMPLETED', end_time = now() WHERE execution_id"
                + " IN (1, 5)")
        .update();
    assertThat(store.claimLimited("other", QUEUE, 10).letIn())
        .extracting(Claim::executionId)
        .containsExactlyInAnyOrder(2L, 3L);
  }

  @Test
  void whatIsMoreImportantIsLetInFirst() {
    for (long id = 1; id <= 4; id++) {
      execution(id, id < 3 ? "p" : "q", "PENDING", null, null);
    }
    database.jdbc().sql("UPDATE noetl.execution SET priority = 9 WHERE execution_id = 2").update();
    database.jdbc().sql("UPDATE noetl.execution SET priority = -1 WHERE execution_id = 3").update();

    assertThat(claimed(1)).containsExactly(2L);
    assertThat(claimed(2)).containsExactlyInAnyOrder(1L, 4L);
    assertThat(claimed(1)).containsExactly(3L);
  }

  @Test
  void whatFindsNoPlaceIsRefusedButNotWhatHasRunBefore() {
    limited("cancel_new", "RUNNING", "PENDING", "PENDING");
    database.jdbc().sql("UPDATE noetl.execution SET epoch = 2 WHERE execution_id = 3").update();
    ReplicaStore.Beat beat = store.beat("other", LEASE, 10, 10);

    assertThat(beat.limits()).containsExactly(FULL);
    ReplicaStore.LimitTurn turn = store.claimLimited("me", FULL, 10);

    assertThat(turn.letIn()).isEmpty();
    assertThat(turn.refused())
        .extracting(Claim::executionId, Claim::reason)
        .containsExactly(tuple(2L, Claim.Reason.NO_PLACE));
    assertThat(store.claimLimited("me", FULL, 10).refused()).isEmpty();
  }

  @Test
  void theOldestGiveWayToTheNewest() {
    limited("cancel_old", "RUNNING", "PENDING", "PENDING");
    ReplicaStore.Beat beat = store.beat("other", LEASE, 10, 10);

    assertThat(beat.limits()).containsExactly(FULL);
    ReplicaStore.LimitTurn turn = store.claimLimited("me", FULL, 10);

    assertThat(turn.letIn()).isEmpty();
    assertThat(turn.refused()).isEmpty();
    assertThat(turn.overtaken()).containsExactly(1L, 2L);
  }

  /** Executions from 1 on, of which one runs at a time. */
  private void limited(String whenFull, String... statuses) {
    for (int i = 0; i < statuses.length; i++) {
      execution(i + 1, "p", statuses[i], statuses[i].equals("RUNNING") ? "other" : null, null);
    }
    database
        .jdbc()
        .sql("UPDATE noetl.execution SET limit_key = 'k', limit_most = 1, limit_full = :full")
        .param("full", whenFull)
        .update();
  }

  @Test
  void aRateLetsInAsManyAsBeginWithinAWhile() {
    for (long id = 1; id <= 5; id++) {
      execution(id, "p", "PENDING", null, id == 2 ? 99L : null);
    }
    rated(2);
    database.jdbc().sql("UPDATE noetl.execution SET priority = 9 WHERE execution_id = 4").update();

    ReplicaStore.Beat beat = store.beat("me", LEASE, 10, 10);
    assertThat(beat.claims()).isEmpty();
    ReplicaStore.Turn now = new ReplicaStore.Turn("r", Duration.ZERO, true);
    assertThat(beat.rates()).containsExactly(now);
    assertThat(store.claimRated("me", now, 1, 1))
        .extracting(Claim::executionId)
        .containsExactly(4L);
    assertThat(store.claimRated("other", now, 10, 10))
        .extracting(Claim::executionId)
        .containsExactly(1L);
    assertThat(store.claimRated("me", now, 10, 10)).isEmpty();
    // the next turn is when the first of them has begun long enough ago
    assertThat(store.beat("other", LEASE, 10, 10).rates())
        .singleElement()
        .satisfies(
            turn -> assertThat(turn.in()).isBetween(Duration.ofMinutes(30), Duration.ofHours(1)));

    begunEarlier("2 hours", 4L);
    assertThat(store.beat("other", LEASE, 10, 10).rates()).containsExactly(now);
    assertThat(store.claimRated("me", now, 10, 10))
        .extracting(Claim::executionId)
        .containsExactly(2L);
  }

  @Test
  void childrenHaveTheirTurnWithoutRoomSinceThoseThatHoldItWaitForThem() {
    for (long id = 1; id <= 3; id++) {
      execution(id, "p", "PENDING", null, id == 1 ? null : 99L);
    }
    rated(5);
    ReplicaStore.Turn now = new ReplicaStore.Turn("r", Duration.ZERO, true);

    assertThat(store.beat("me", LEASE, 10, 0).rates()).containsExactly(now);
    assertThat(store.claimRated("me", now, 0, 1))
        .extracting(Claim::executionId)
        .containsExactly(2L);
    database
        .jdbc()
        .sql("UPDATE noetl.execution SET limit_key = 'l', limit_most = 5, rate_key = NULL")
        .update();
    assertThat(store.claimLimited("me", new ReplicaStore.WaitedFor("l", true, false), 0).letIn())
        .extracting(Claim::executionId)
        .containsExactly(3L);
    assertThat(store.claimRated("me", now, 9, 9)).isEmpty();
  }

  @Test
  void whoHasBegunOnceNeedsNoFurtherTurn() {
    execution(1, "p", "PENDING", null, null);
    execution(2, "p", "PENDING", null, null);
    rated(1);
    store.claimRated("dead", new ReplicaStore.Turn("r", Duration.ZERO, true), 10, 10);

    assertThat(store.beat("me", LEASE, 10, 10).claims())
        .extracting(Claim::executionId, Claim::reason)
        .containsExactly(tuple(1L, Claim.Reason.GONE));
  }

  @Test
  void whatWaitsForItsTurnHoldsUpNobodyOfItsLimit() {
    for (long id = 1; id <= 6; id++) {
      execution(id, "p", "PENDING", null, null);
    }
    rated(1);
    database
        .jdbc()
        .sql(
            "UPDATE noetl.execution SET limit_key = 'k', limit_most = 3, rate_key = CASE WHEN"
                + " execution_id < 4 THEN 'r' WHEN execution_id < 6 THEN 's' END")
        .update();
    ReplicaStore.WaitedFor rated = new ReplicaStore.WaitedFor("k", true, true);

    ReplicaStore.Beat beat = store.beat("me", LEASE, 10, 10);
    assertThat(beat.limits()).containsExactly(rated);
    assertThat(beat.rates())
        .containsExactlyInAnyOrder(
            new ReplicaStore.Turn("r", Duration.ZERO, false),
            new ReplicaStore.Turn("s", Duration.ZERO, false));
    // one of each rate, and one that no rate bounds
    assertThat(store.claimLimited("me", rated, 10).letIn())
        .extracting(Claim::executionId)
        .containsExactlyInAnyOrder(1L, 4L, 6L);
    assertThat(store.claimLimited("other", rated, 10).letIn()).isEmpty();
    ended(4L, 6L);
    assertThat(store.claimLimited("other", rated, 10).letIn()).isEmpty();
    begunEarlier("1 hour", 1L, 4L);
    // without a look at the rates nobody passes them by
    assertThat(store.claimLimited("other", QUEUE, 10).letIn()).isEmpty();
    assertThat(store.claimLimited("other", rated, 10).letIn())
        .extracting(Claim::executionId)
        .containsExactlyInAnyOrder(2L, 5L);
  }

  private void rated(int most) {
    database
        .jdbc()
        .sql("UPDATE noetl.execution SET rate_key = 'r', rate_most = ?, rate_seconds = 3600")
        .param(most)
        .update();
  }

  private void begunEarlier(String by, Long... ids) {
    database
        .jdbc()
        .sql(
            "UPDATE noetl.execution SET begun_at = begun_at - :by::interval WHERE execution_id ="
                + " ANY (:ids::bigint[])")
        .param("by", by)
        .param("ids", ids)
        .update();
  }

  private void ended(Long... ids) {
    database
        .jdbc()
        .sql(
            "UPDATE noetl.execution SET status = 'COMPLETED', end_time = now(), owner = NULL WHERE"
                + " execution_id = ANY (:ids::bigint[])")
        .param("ids", ids)
        .update();
  }

  @Test
  void whatIsParkedIsTakenWhenItIsDueAndQueuesForItsPlace() {
    store.beat("me", LEASE, 10, 10);
    for (long id = 1; id <= 4; id++) {
      execution(id, "p", "RUNNING", "me", null);
    }
    database
        .jdbc()
        .sql("UPDATE noetl.execution SET limit_key = 'k', limit_most = 1 WHERE execution_id = 3")
        .update();
    Instant past = Instant.EPOCH;
    assertThat(
            store.park(
                "me",
                List.of(
                    new ReplicaStore.Idle(1, 1, List.of("a"), past),
                    new ReplicaStore.Idle(2, 1, List.of("a"), Instant.MAX),
                    new ReplicaStore.Idle(3, 1, List.of("a"), past),
                    // Another owner has it by now.
                    new ReplicaStore.Idle(4, 7, List.of("a"), past))))
        .containsExactlyInAnyOrder(1L, 2L, 3L);

    ReplicaStore.Beat beat = store.beat("other", LEASE, 10, 10);

    assertThat(beat.claims()).extracting(Claim::executionId).containsExactly(1L);
    assertThat(beat.limits()).containsExactly(QUEUE);
    assertThat(store.claimLimited("other", QUEUE, 10).letIn())
        .extracting(Claim::executionId)
        .containsExactly(3L);
    assertThat(store.beat("other", LEASE, 10, 10).claims()).isEmpty();
  }

  @Test
  void whatHasComeMeanwhileIsNotParked() {
    execution(1, "p", "RUNNING", "me", null);
    database
        .jdbc()
        .sql(
            "INSERT INTO noetl.wait (execution_id, wait_key, kind, step, state) VALUES (1, 'a',"
                + " 'signal', 's', 'done'), (1, 'b', 'signal', 's', 'open')")
        .update();

    assertThat(store.park("me", List.of(new ReplicaStore.Idle(1, 1, List.of("a"), Instant.MAX))))
        .isEmpty();
    assertThat(store.park("me", List.of(new ReplicaStore.Idle(1, 1, List.of("b"), Instant.MAX))))
        .containsExactly(1L);
  }

  @Test
  void shortLogsAreReadTogetherAndLongOnesAreNot() {
    for (long id = 1; id <= 2; id++) {
      execution(id, "p", "RUNNING", "me", null);
    }
    for (int n = 1; n <= 60; n++) {
      event(1, n, "step.exit");
    }
    event(2, 1, "command.issued");
    event(2, 2, "command.claimed");

    Map<Long, ReplicaStore.ShortLog> logs = store.shortLogs(List.of(1L, 2L));

    assertThat(logs).containsOnlyKeys(2L);
    assertThat(logs.get(2L).events())
        .extracting(LoggedEvent::eventType)
        .containsExactly("command.issued");
    assertThat(logs.get(2L).last()).isEqualTo(2);
  }

  private void event(long execution, long id, String type) {
    database
        .jdbc()
        .sql(
            "INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at,"
                + " event_type, node_name, status) VALUES (?, ?, 1, now(), ?, 'start', 'RUNNING')")
        .params(execution, id, type)
        .update();
  }

  private List<Long> claimed(int room) {
    return store.beat("me", LEASE, 10, room).claims().stream().map(Claim::executionId).toList();
  }

  private void execution(
      long id, String path, String status, @Nullable String owner, @Nullable Long parent) {
    database
        .jdbc()
        .sql(
            "INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status,"
                + " owner, parent_execution_id, parent_key, epoch) VALUES (?, 1, ?, 1, 'p', ?, ?,"
                + " ?, ?, 1)")
        .params(id, path, status, owner, parent, parent == null ? null : "k" + id)
        .update();
  }
}
