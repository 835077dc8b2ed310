package io.noetl.camel.execution.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header of W3C's Trace Context, https://www.w3.org/TR/trace-context/. */
class TraceparentTest {
  @Test
  void aHeaderIsReadAndWritten() {
    String header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    assertThat(Traceparent.parse(header))
        .hasValue(new Traceparent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true))
        .map(Traceparent::toString)
        .hasValue(header);
  }

  @Test
  void aLaterVersionMaySayMore() {
    assertThat(Traceparent.parse("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-02-more"))
        .hasValueSatisfying(span -> assertThat(span.sampled()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nX: y",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more\r\nX: y"
      })
  void whatIsNoHeaderIsPassedOver(String header) {
    assertThat(Traceparent.parse(header)).isEmpty();
  }

  @Test
  void idsAreTheSameWhoeverMakesThem() {
    assertThat(SpanIds.trace(7)).isEqualTo(SpanIds.trace(7)).hasSize(32);
    assertThat(SpanIds.within(7, "1/a")).isNotEqualTo(SpanIds.within(7, "1/a[0]")).hasSize(16);
  }
}
