package io.noetl.camel.tool.postgres;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.testing.TestPostgres;
import io.noetl.camel.tool.ClaimRecord;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim and its record are one: both stand, or none does. */
class RowClaimsTest {
  private static final String CLAIM =
      "UPDATE queue SET state = :claimed WHERE id IN (SELECT id FROM queue WHERE state = 'new'"
          + " ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED) RETURNING id";

  private final TestPostgres database = TestPostgres.database("row_claims");
  private final PostgresPools pools =
      new PostgresPools(PoolLimits.DEFAULT, InstantSource.system(), Guards.local());
  private final PostgresTool tool =
      new PostgresTool(
          new PostgresTargets(
              new CredentialResolver(
                  name -> Optional.of(new OpenCredential(name, "postgres", database.credential())),
                  new SecretVariables(name -> null, Set.of()))),
          new PostgresRunner(pools),
          new StepEffects((name, value) -> value, (name, value) -> value));

  private final List<Object> recorded = new ArrayList<>();
  private final List<String> transactions = new ArrayList<>();

  @BeforeEach
  void fill() {
    database.execute(
        "DROP TABLE IF EXISTS queue; CREATE TABLE queue AS"
            + " SELECT id, 'new' AS state FROM generate_series(1, 3) id");
  }

  @AfterEach
  void close() {
    pools.close();
  }

  private ToolCall call(String claim) {
    return Calls.of(
        "postgres", map("auth", "pg", "claim", claim, "params", Map.of("claimed", "claimed")));
  }

  private void record(List<?> rows, @Nullable String transaction) {
    recorded.addAll(rows);
    transactions.add(String.valueOf(transaction));
  }

  private List<List<String>> states() {
    return database.query("SELECT state FROM queue ORDER BY id");
  }

  @Test
  void rowsAreRecordedBeforeAnybodyElseSeesThatTheyAreClaimed() throws InterruptedException {
    List<List<String>> seenMeanwhile = new ArrayList<>();
    ClaimRecord record =
        (rows, transaction) -> {
          record(rows, transaction);
          seenMeanwhile.addAll(states());
        };

    assertThat(tool.claim(call(CLAIM), record)).isInstanceOf(Outcome.Done.class);

    assertThat(recorded).containsExactly(Map.of("id", 1L), Map.of("id", 2L));
    assertThat(seenMeanwhile).containsOnly(List.of("new"));
    assertThat(states()).containsExactly(List.of("claimed"), List.of("claimed"), List.of("new"));
  }

  @Test
  void whatCannotBeRecordedIsNotClaimed() {
    ClaimRecord refusing =
        (rows, transaction) -> {
          throw new CompletionException("another server is the owner", null);
        };

    assertThatThrownBy(() -> tool.claim(call(CLAIM), refusing))
        .isInstanceOf(CompletionException.class);

    assertThat(states()).containsOnly(List.of("new"));
  }

  @Test
  void aClaimThatGivesNothingRecordsNothing() throws InterruptedException {
    Outcome outcome =
        tool.claim(call("DELETE FROM queue WHERE state = :claimed RETURNING id"), this::record);

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(transactions).isEmpty();
  }

  @Test
  void whatBecameOfARecordedClaimTheDatabaseTells() throws Exception {
    tool.claim(call(CLAIM), this::record);
    String undone;
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      undone = transaction(statement);
      other.rollback();
    }

    assertThat(tool.stands(call(CLAIM), transactions.getFirst())).isTrue();
    assertThat(tool.stands(call(CLAIM), undone)).isFalse();
  }

  @Test
  void aClaimThatIsStillOpenIsWaitedFor() throws Exception {
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      String open = transaction(statement);
      CompletableFuture<Boolean> stands =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return tool.stands(call(CLAIM), open);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      database.query("SELECT count(*) FROM queue");
      assertThat(stands.isDone()).isFalse();

      other.commit();

      assertThat(stands.join()).isTrue();
    }
  }

  /** A server that is stopped in a claim, another that goes on, and the first that wakes up. */
  @Test
  void rowsThatAnOwnerOfBeforeGivesBackAreNotTakenForNone() throws Exception {
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    ClaimRecord stopped =
        (rows, transaction) -> {
          claimed.countDown();
          try {
            woken.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new CompletionException("another server is the owner", null);
        };
    String all = CLAIM.replace("LIMIT 2", "");
    CompletableFuture<Outcome> first = claims(all, stopped);
    claimed.await();
    CompletableFuture<Outcome> second =
        claims(
            all,
            new ClaimRecord() {
              @Override
              public void record(List<?> rows, @Nullable String transaction) {
                RowClaimsTest.this.record(rows, transaction);
              }

              @Override
              public long owner() {
                return 2;
              }
            });
    while (!second.isDone() && !isSomebodyWaiting()) {
      Thread.onSpinWait();
    }

    woken.countDown();

    assertThat(second.join()).isInstanceOf(Outcome.Done.class);
    // The other claim sees its rollback before it has told of it.
    assertThatThrownBy(first::join).isInstanceOf(CompletionException.class);
    assertThat(recorded).hasSize(3);
    assertThat(states()).containsOnly(List.of("claimed"));
  }

  private CompletableFuture<Outcome> claims(String claim, ClaimRecord record) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return tool.claim(call(claim), record);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  private boolean isSomebodyWaiting() {
    return !database
        .query(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())")
        .isEmpty();
  }

  private static String transaction(Statement statement) throws SQLException {
    statement.execute("UPDATE queue SET state = 'mine' WHERE id = 3");
    try (ResultSet row = statement.executeQuery("SELECT txid_current()")) {
      row.next();
      return row.getString(1);
    }
  }
}
