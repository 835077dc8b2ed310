package io.noetl.camel.store.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.TestSecrets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the database accepts of a batch, sent once, sent again, sent by others. */
class CommitBatchTest {
  private static final long ID = 42;
  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final Instant ENDED = Instant.parse("2026-01-01T00:00:09.5Z");

  private final TestDatabase database = TestDatabase.migrated();

  @Test
  void aStartWhoseAnswerWasLostIsAcceptedAgain() throws Exception {
    assertThat(write(start("one", STARTED, 1))).containsExactly(ID);
    assertThat(write(start("one", STARTED, 1))).containsExactly(ID);

    assertThat(count("event_record")).isEqualTo(1);
  }

  @Test
  void anIdThatAnotherHasDrawnIsRefused() throws Exception {
    write(start("one", STARTED, 1));

    assertThat(write(start("two", STARTED.plusMillis(1), 2))).isEmpty();
    assertThat(count("event_record")).isEqualTo(1);
  }

  @Test
  void withoutAnOwnerItWaits() throws Exception {
    write(start(null, STARTED, 1));

    assertThat(one("SELECT status FROM noetl.execution")).isEqualTo("PENDING");
  }

  @Test
  void anEndWhoseAnswerWasLostIsAcceptedAgain() throws Exception {
    write(start("one", STARTED, 1));

    assertThat(write(end("COMPLETED", ENDED, 2))).containsExactly(ID);
    assertThat(write(end("COMPLETED", ENDED, 2))).containsExactly(ID);
    assertThat(count("event_record")).isEqualTo(2);
  }

  @Test
  void afterItsEndAnExecutionTakesNothing() throws Exception {
    write(start("one", STARTED, 1));
    write(end("COMPLETED", ENDED, 2));

    assertThat(write(step(1, 3))).isEmpty();
    assertThat(write(end("FAILED", ENDED.plusSeconds(1), 4))).isEmpty();
    assertThat(one("SELECT status FROM noetl.execution")).isEqualTo("COMPLETED");
    assertThat(count("event_record")).isEqualTo(2);
  }

  @Test
  void aWriterWithAnOldEpochIsRefused() throws Exception {
    write(start("one", STARTED, 1));
    database.jdbc().sql("UPDATE noetl.execution SET epoch = 2, owner = 'two'").update();

    assertThat(write(step(1, 2))).isEmpty();
    assertThat(write(end("COMPLETED", ENDED, 3))).isEmpty();
    assertThat(write(step(2, 4))).containsExactly(ID);
  }

  @Test
  void ofOnePathAndUniqueKeyOneIsOpen() throws Exception {
    assertThat(write(keyed(1, "order 7", true), keyed(2, "order 7", true))).containsExactly(1L);
    assertThat(write(keyed(3, "order 7", true))).isEmpty();
    assertThat(write(keyed(4, "order 8", true))).containsExactly(4L);
    // those that may be many hold up nobody
    assertThat(write(keyed(5, "order 7", false))).containsExactly(5L);

    database
        .jdbc()
        .sql(
            "UPDATE noetl.execution SET status = 'FAILED', end_time = now() WHERE execution_id = 1")
        .update();
    assertThat(write(keyed(6, "order 7", true))).containsExactly(6L);
  }

  @Test
  void messagesThatStartOneTogetherDoSoOnceAndInTurn() throws Exception {
    long id = subscription();
    assertThat(write(together(1, id, 1, 0, "a", "b"))).containsExactly(1L);
    // its answer was lost
    assertThat(write(together(1, id, 1, 0, "a", "b"))).containsExactly(1L);
    assertThat(one("SELECT turn FROM noetl.subscription")).isEqualTo("1");

    // one that looked before that was recorded; one of two at once; one of an owner that is none
    assertThat(write(together(2, id, 1, 0, "b", "c"))).isEmpty();
    assertThat(
            write(together(3, id, 1, 1, "c"), together(4, id, 1, 1, "c"), start("one", STARTED, 1)))
        .hasSize(2)
        .contains(ID);
    assertThat(write(together(5, id, 0, 2, "d"))).isEmpty();

    assertThat(count("execution")).isEqualTo(3);
    assertThat(
            one(
                "SELECT string_agg(idempotency_key || execution_id, ' ' ORDER BY idempotency_key)"
                    + " FROM noetl.start_key WHERE execution_id = 1"))
        .isEqualTo("a1 b1");
    assertThat(count("start_key")).isEqualTo(3);
  }

  private long subscription() {
    return database
        .jdbc()
        .sql(
            "INSERT INTO noetl.subscription (path, catalog_id, source, state, epoch) VALUES"
                + " ('a/s', 1, 'kafka', 'active', 1) RETURNING subscription_id")
        .query(Long.class)
        .single();
  }

  private static RunCommit together(
      long id, long subscription, long epoch, long turn, String... keys) {
    return start(
        id,
        "me",
        STARTED,
        id,
        null,
        new ExecutionRow.Messages(List.of(keys), subscription, epoch, turn));
  }

  @Test
  void whatCodeHasRunIsAddedOnceToTheQuotasOfItsLabels() throws Exception {
    write(start("one", STARTED, 1));
    quota("data", "day");
    quota("other", "day");

    write(ran(1, 2, 1_500));
    // its answer was lost
    write(ran(1, 2, 1_500));
    // the server is not its owner any more
    database.jdbc().sql("UPDATE noetl.execution SET epoch = 2, owner = 'two'").update();
    write(ran(1, 3, 9_000));
    write(ran(2, 4, 500), ran(2, 5, 250));
    write(step(2, 6));

    assertThat(
            one(
                "SELECT string_agg(concat_ws(' ', name, value, per, server, python_ms), ';') FROM"
                    + " noetl.quota_use"))
        .isEqualTo("team data day me 2250");
  }

  private void quota(String team, String per) {
    database
        .jdbc()
        .sql(
            "INSERT INTO noetl.quota (name, value, python_seconds, python_per) VALUES ('team', ?,"
                + " 10, ?)")
        .params(team, per)
        .update();
  }

  private static RunCommit ran(long epoch, long event, double millis) {
    NewEvent row =
        new NewEvent(
            event,
            null,
            STARTED,
            "step.exit",
            "s",
            null,
            "COMPLETED",
            0,
            null,
            null,
            null,
            null,
            null,
            millis);
    return new RunCommit(ID, 7, null, "b", epoch, null, List.of(row), null, null, null);
  }

  private static RunCommit keyed(long id, String key, boolean unique) {
    return start(id, "me", STARTED, id, new ExecutionRow.Key(key, unique));
  }

  private Set<Long> write(RunCommit... commits) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return new CommitBatch("me", TestSecrets.of(database), true, List.of(commits))
          .write(connection);
    }
  }

  private static RunCommit start(@Nullable String owner, Instant at, long event) {
    return start(ID, owner, at, event, null);
  }

  private static RunCommit start(
      long id, @Nullable String owner, Instant at, long event, ExecutionRow.@Nullable Key key) {
    return start(id, owner, at, event, key, null);
  }

  private static RunCommit start(
      long id,
      @Nullable String owner,
      Instant at,
      long event,
      ExecutionRow.@Nullable Key key,
      ExecutionRow.@Nullable Messages messages) {
    ExecutionRow row =
        new ExecutionRow(
            id,
            7,
            "a/b",
            1,
            "b",
            "{}",
            null,
            null,
            null,
            owner,
            null,
            null,
            key,
            1,
            at,
            new ExecutionRow.Origin("key:ci", "api", "{\"team\": \"data\"}", messages),
            id,
            0,
            false,
            0,
            List.of());
    return new RunCommit(id, 7, null, "b", 1, null, List.of(row(event)), row, null, null);
  }

  private static RunCommit step(long epoch, long event) {
    return new RunCommit(ID, 7, null, "b", epoch, null, List.of(row(event)), null, null, null);
  }

  private static RunCommit end(String status, Instant at, long event) {
    return new RunCommit(
        ID,
        7,
        null,
        "b",
        1,
        null,
        List.of(row(event)),
        null,
        null,
        new RunCommit.End(status, null, null, at, List.of()));
  }

  private static NewEvent row(long event) {
    return new NewEvent(
        event, null, STARTED, "step.exit", "s", null, "COMPLETED", 0, null, null, null, null, null);
  }

  private long count(String table) {
    return database.jdbc().sql("SELECT count(*) FROM noetl." + table).query(Long.class).single();
  }

  private String one(String sql) {
    return database.jdbc().sql(sql).query(String.class).single();
  }
}
