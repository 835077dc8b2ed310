package io.noetl.camel.store.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the doctor says of a database. */
class DatabaseExaminationTest {
  private final TestDatabase database = TestDatabase.migrated();

  @Test
  void aNewDatabaseIsWellButForWhatTestsAskOfIt() {
    assertThat(findings(Clock.systemUTC()))
        .filteredOn(finding -> finding.state() != Finding.State.OK)
        .extracting(Finding::check)
        .contains("durability")
        .isSubsetOf("durability", "partitions");
    assertThat(of("durability", Clock.systemUTC()).said()).isEqualTo("fsync is off");
  }

  @Test
  void clocksThatDisagreeAreTold() {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-3));

    assertThat(of("clock", late))
        .satisfies(
            finding -> {
              assertThat(finding.state()).isEqualTo(Finding.State.WRONG);
              assertThat(finding.said()).matches(".* (179|180) s apart");
            });
  }

  @Test
  void whatNobodyTakesOverIsTold() {
    database
        .jdbc()
        .sql(
            """
            INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, payload, owner, epoch, start_time)
            VALUES (1, 1, 'p', 1, 'p', 'RUNNING', '{}', 'gone', 1, now())
            """)
        .update();

    assertThat(of("leases", Clock.systemUTC()).said()).startsWith("1 open executions belong");
  }

  @Test
  void missingPartitionsAndIndicesThatAreNotValidAreTold() {
    List<String> ahead =
        database
            .jdbc()
            .sql(
                """
                SELECT c.oid::regclass::text
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                 WHERE i.inhparent = 'noetl.event_record'::regclass AND c.relname ~ '_[0-9]{8}$'
                   AND to_date(right(c.relname, 8), 'YYYYMMDD') > now()
                """)
            .query(String.class)
            .list();
    ahead.forEach(partition -> database.jdbc().sql("DROP TABLE " + partition).update());
    database
        .jdbc()
        .sql(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid ="
                + " 'noetl.api_key_pkey'::regclass")
        .update();

    assertThat(of("partitions", Clock.systemUTC()))
        .satisfies(
            finding -> {
              assertThat(finding.state()).isEqualTo(Finding.State.WARNING);
              assertThat(finding.said()).startsWith("0 coming weeks have partitions");
            });
    assertThat(of("indices", Clock.systemUTC()))
        .satisfies(
            finding -> {
              assertThat(finding.state()).isEqualTo(Finding.State.WRONG);
              assertThat(finding.said()).isEqualTo("Not valid: api_key_pkey");
            });
  }

  private Finding of(String check, Clock clock) {
    return findings(clock).stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private List<Finding> findings(Clock clock) {
    return new DatabaseExamination(database.jdbc(), clock).examine();
  }
}
