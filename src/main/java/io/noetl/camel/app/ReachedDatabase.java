package io.noetl.camel.app;

import io.noetl.camel.store.doctor.Examination;
import io.noetl.camel.store.doctor.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** Looks at the database where it answers: who asks is not kept waiting for one that does not. */
final class ReachedDatabase implements Examination {
  private final HealthIndicator database;
  private final List<Examination> examinations;
  private final ExecutorService executor;
  private final Duration patience;

  /**
   * An examination.
   *
   * @param database knows whether it answers, without asking it
   * @param patience how long it may take: one that has just gone is not known to be away yet
   */
  ReachedDatabase(
      HealthIndicator database,
      List<Examination> examinations,
      ExecutorService executor,
      Duration patience) {
    this.executor = executor;
    this.patience = patience;
    this.database = database;
    this.examinations = List.copyOf(examinations);
  }

  @Override
  public List<Finding> examine() {
    Health health = database.health();
    if (health.getStatus().equals(Status.DOWN)) {
      return List.of(away(String.valueOf(health.getDetails().get("reason"))));
    }
    Future<List<Finding>> found =
        executor.submit(() -> examinations.stream().flatMap(e -> e.examine().stream()).toList());
    try {
      return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return List.of(away("no answer within %s s".formatted(patience.toMillis() / 1000.0)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(away("interrupted"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DataAccessException || e.getCause() instanceof FlywayException) {
        return List.of(
            away(Objects.toString(NestedExceptionUtils.getMostSpecificCause(e).getMessage(), "")));
      }
      throw new IllegalStateException("the database's examination failed", e.getCause());
    } finally {
      found.cancel(true);
    }
  }

  private static Finding away(String why) {
    return Finding.wrong(
        "database",
        "Can't be looked at: " + why.lines().findFirst().orElse(""),
        "See that PostgreSQL runs, that this server reaches it and may log in: its log names the"
            + " database at the start. What runs stands still meanwhile and then goes on by"
            + " itself.");
  }
}
