package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an answer's Retry-After asks for. */
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void secondsAndDatesAreUnderstood() {
    assertThat(asked("7")).isEqualTo(7);
    assertThat(asked("Sun, 29 Nov 2026 12:01:30 GMT")).isEqualTo(90);
    assertThat(asked("Sun, 29 Nov 2026 11:00:00 GMT")).isZero();
    assertThat(asked("soon")).isZero();
    assertThat(RetryAfter.seconds(new Outcome.Done("text"), NOW)).isZero();
  }

  private static double asked(String value) {
    Map<String, Object> answer =
        Map.of("status_code", 429L, "headers", Map.of("retry-after", value));
    return RetryAfter.seconds(
        new Outcome.Failed(ToolError.of("TL0207", "HttpStatus", "busy"), answer), NOW);
  }
}
