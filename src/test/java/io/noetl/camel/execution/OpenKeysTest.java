package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.ExecutionRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenKeysTest {
  private final OpenKeys keys = new OpenKeys(new SimStore(new Json()));

  @Test
  void startsThatAreOpenTogetherNeedKeysOfTheirOwn() {
    ExecutionRow.Key key = new ExecutionRow.Key("order 1", true);

    assertThatThrownBy(() -> keys.refuseTaken(List.of(row(1, key), row(2, key))))
        .isInstanceOf(Workload.StartRefused.class)
        .hasMessage(
            "Two executions of a/b with one key would be open at a time, which is unique. Rerun"
                + " from the step that starts them.");
    assertThatCode(
            () ->
                keys.refuseTaken(
                    List.of(
                        row(1, key),
                        row(2, new ExecutionRow.Key("order 2", true)),
                        row(3, new ExecutionRow.Key("order 1", false)),
                        row(4, null))))
        .doesNotThrowAnyException();
  }

  private static ExecutionRow row(long id, ExecutionRow.@Nullable Key key) {
    return new ExecutionRow(
        id,
        7,
        "a/b",
        1,
        "b",
        "{}",
        null,
        null,
        null,
        null,
        null,
        null,
        key,
        1,
        Instant.EPOCH,
        new ExecutionRow.Origin("key:ci", "api", "{}", null),
        id,
        0,
        false,
        0,
        List.of());
  }
}
