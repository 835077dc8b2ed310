package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.doctor.Examination;
import io.noetl.camel.store.doctor.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessResourceFailureException;

/** What the doctor says of a database that is away. */
class ReachedDatabaseTest {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void aDatabaseThatIsKnownToBeAwayIsNotAsked() {
    Examination asked =
        () -> {
          throw new AssertionError("asked");
        };

    Finding finding =
        only(
            database(
                () -> Health.down().withDetail("reason", "no answer for 12 s").build(), asked));

    assertThat(finding.check()).isEqualTo("database");
    assertThat(finding.state()).isEqualTo(Finding.State.WRONG);
    assertThat(finding.said()).isEqualTo("Can't be looked at: no answer for 12 s");
    assertThat(finding.cure()).startsWith("See that PostgreSQL runs");
  }

  @Test
  void oneThatHasJustGoneIsSaidToBeAway() {
    Examination gone =
        () -> {
          throw new DataAccessResourceFailureException(
              "Failed", new IllegalStateException("Connection refused.\nCheck the host"));
        };

    assertThat(only(database(() -> Health.up().build(), gone)).said())
        .isEqualTo("Can't be looked at: Connection refused.");
  }

  @Test
  void whatIsFoundInOneThatAnswersIsTold() {
    Finding well = Finding.ok("keys", "None expires");

    assertThat(database(() -> Health.up().build(), () -> List.of(well)).examine())
        .containsExactly(well);
  }

  @Test
  void nobodyIsKeptWaitingForOneThatHasJustStoppedToAnswer() {
    Examination waits =
        () -> {
          await(new CountDownLatch(1));
          return List.of();
        };

    assertThat(
            only(new ReachedDatabase(
                    () -> Health.up().build(), List.of(waits), executor, Duration.ofMillis(10)))
                .said())
        .isEqualTo("Can't be looked at: no answer within 0.01 s");
  }

  private static void await(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ReachedDatabase database(HealthIndicator health, Examination examination) {
    return new ReachedDatabase(health, List.of(examination), executor, Duration.ofMinutes(1));
  }

  private static Finding only(ReachedDatabase database) {
    List<Finding> findings = database.examine();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }
}
