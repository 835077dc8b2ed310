package io.noetl.camel.cli.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.cli.CommandFailed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers never share a data folder. */
class DataFolderTest {
  @TempDir Path folder;

  @Test
  void tellsWhoHasIt() {
    try (DataFolder taken = DataFolder.take(folder)) {
      taken.holder("process 42 (http://127.0.0.1:8082)");
      assertThatThrownBy(() -> DataFolder.take(folder))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContainingAll(
              folder.toString(),
              "in use by process 42 (http://127.0.0.1:8082)",
              "noetlctl exec --watch PATH",
              "--data");
    }
  }

  @Test
  void isFreeAgainAfterwards() {
    DataFolder.take(folder).close();
    assertThatCode(() -> DataFolder.take(folder).close()).doesNotThrowAnyException();
  }
}
