package io.noetl.camel.store.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is old goes with its partition, what is under way stays. */
class RetentionTest {
  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();
  private final Instant now = Instant.now();

  @Test
  void partitionsWhoseExecutionsEndedLongAgoAreDropped() {
    long old = execution(now, null, now);
    long later = execution(now.plus(Duration.ofDays(25)), null, now.plus(Duration.ofDays(25)));
    Retention retention = at(now.plus(Duration.ofDays(30)));

    Retention.Dropped would = retention.drop(Duration.ofDays(10), true);
    assertThat(would.executions()).isEqualTo(1);
    assertThat(executions()).containsExactly(old, later);

    Retention.Dropped dropped = retention.drop(Duration.ofDays(10), false);

    assertThat(dropped.partitions()).isEqualTo(would.partitions());
    assertThat(dropped.bytes()).isPositive();
    assertThat(executions()).containsExactly(later);
    assertThat(count("event_record")).isEqualTo(1);
    assertThat(count("step_log")).isEqualTo(1);
    assertThat(count("result")).isEqualTo(1);
    assertThat(count("start_key")).isEqualTo(1);
    assertThat(count("event")).isEqualTo(1);
  }

  @Test
  void aPartitionWithAnUnfinishedExecutionIsKept() {
    execution(now, null, now);
    long running = execution(now.plusSeconds(1), null, null);
    Retention retention = at(now.plus(Duration.ofDays(60)));

    Retention.Dropped dropped = retention.drop(Duration.ofDays(10), false);

    assertThat(dropped.kept()).hasSize(1);
    assertThat(executions()).contains(running).hasSize(2);
  }

  @Test
  void aChildIsKeptAsLongAsItsParentMayAskForIt() {
    long parent = execution(now, null, null);
    long child = execution(now.plus(Duration.ofDays(10)), parent, now.plus(Duration.ofDays(10)));

    at(now.plus(Duration.ofDays(90))).drop(Duration.ofDays(10), false);

    assertThat(executions()).containsExactly(parent, child);
  }

  @Test
  void aLateEndCountsNotTheStart() {
    long id = execution(now, null, now.plus(Duration.ofDays(29)));

    at(now.plus(Duration.ofDays(30))).drop(Duration.ofDays(10), false);

    assertThat(executions()).containsExactly(id);
  }

  @Test
  void partitionsAreMadeAheadAndRowsBeyondThemAreKeptToo() {
    at(now).prepare();
    at(now).prepare();
    long beyond = execution(now.plus(Duration.ofDays(400)), null, null);

    assertThat(executions()).containsExactly(beyond);
    assertThat(
            jdbc.sql(
                    "SELECT count(*) FROM pg_inherits WHERE inhparent ="
                        + " 'noetl.event_record'::regclass")
                .query(Integer.class)
                .single())
        .isGreaterThanOrEqualTo(9);
  }

  @Test
  void theMigrationKeepsWhatIsThere() {
    TestDatabase before = TestDatabase.empty();
    flyway(before, "2").migrate();
    JdbcClient old = before.jdbc();
    old.sql(
            "INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at,"
                + " event_type, status) VALUES (noetl.snowflake_id(), 2, 3, now(), 'step.exit',"
                + " 'COMPLETED')")
        .update();

    flyway(before, "latest").migrate();

    assertThat(
            old.sql("SELECT event_id FROM noetl.event WHERE status = 'completed'")
                .query(Long.class)
                .list())
        .containsExactly(2L);
    assertThat(old.sql("SELECT count(*) FROM noetl.event_record_first").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void agesAreReadAsPeopleWriteThem() {
    assertThat(List.of(Age.parse("30d"), Age.parse("P30D"), Age.parse("2w"), Age.parse("90m")))
        .containsExactly(
            Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(14), Duration.ofMinutes(90));
    assertThatThrownBy(() -> Age.parse("old")).hasMessageContaining("expected: like 30d");
  }

  private static Flyway flyway(TestDatabase database, String target) {
    return Flyway.configure()
        .dataSource(database.dataSource())
        .defaultSchema("noetl")
        .schemas("noetl")
        .target(target)
        .load();
  }

  private Retention at(Instant time) {
    return new Retention(
        jdbc,
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
        Clock.fixed(time, ZoneOffset.UTC),
        SnowflakeIds::firstOf);
  }

  private long execution(Instant start, @Nullable Long parent, @Nullable Instant end) {
    long id = SnowflakeIds.firstOf(start) + 1;
    jdbc.sql(
            """
            INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, parent_execution_id,
                   start_time, end_time) VALUES (?, 1, 'p', 1, 'p', ?, ?, ?, ?)
            """)
        .params(
            id,
            end == null ? "RUNNING" : "COMPLETED",
            parent,
            start.atOffset(ZoneOffset.UTC),
            end == null ? null : OffsetDateTime.ofInstant(end, ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, created_at,"
                + " event_type, status) VALUES (?, 1, 1, now(), 'step.exit', 'COMPLETED')")
        .param(id)
        .update();
    jdbc.sql("INSERT INTO noetl.start_key VALUES (?, ?)").params("message " + id, id).update();
    jdbc.sql(
            "INSERT INTO noetl.step_log (execution_id, log_id, step, stream, line) VALUES (?, 1,"
                + " 's', 'stdout', 'x')")
        .param(id)
        .update();
    jdbc.sql(
            "INSERT INTO noetl.result (execution_id, result_id, content) VALUES (?,"
                + " gen_random_uuid(), 'x')")
        .param(id)
        .update();
    return id;
  }

  private List<Long> executions() {
    return jdbc.sql("SELECT execution_id FROM noetl.execution ORDER BY execution_id")
        .query(Long.class)
        .list();
  }

  private long count(String table) {
    return jdbc.sql("SELECT count(*) FROM noetl." + table).query(Long.class).single();
  }
}
