package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.python.LearnedCosts.Learned;
import io.noetl.camel.store.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What code costs is kept for all replicas of a kind, for a month. */
class JdbcLearnedCostsTest {
  private static final Learned COSTS = new Learned(Duration.ofMillis(400), Duration.ofMillis(5));

  private final JdbcClient jdbc = TestDatabase.migrated().jdbc();
  private final LearnedCosts costs = new JdbcLearnedCosts(() -> jdbc, false);

  @Test
  void isReadByTheOthersAndReplacedByWhatIsNewer() {
    costs.keep("kept\0", COSTS);
    assertThat(costs.find("another")).isEmpty();
    assertThat(new JdbcLearnedCosts(() -> jdbc, false).find("kept\0")).contains(COSTS);
    assertThat(new JdbcLearnedCosts(() -> jdbc, true).find("kept\0"))
        .as("of servers that compile")
        .isEmpty();
    Learned newer = new Learned(Duration.ofNanos(1_000), Duration.ofSeconds(3));
    costs.keep("kept\0", newer);
    assertThat(costs.find("kept\0")).contains(newer);
  }

  @Test
  void isForgottenAfterAMonth() {
    costs.keep("old", COSTS);
    jdbc.sql(
            "UPDATE noetl.python_cost SET measured_at = now() - interval '31 days' WHERE graalpy_us"
                + " = 400000")
        .update();
    assertThat(costs.find("old")).isEmpty();
    costs.keep("new", COSTS);
    assertThat(jdbc.sql("SELECT count(*) FROM noetl.python_cost").query(Integer.class).single())
        .isEqualTo(1);
  }
}
