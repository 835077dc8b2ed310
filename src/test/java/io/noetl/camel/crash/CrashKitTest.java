package io.noetl.camel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A small run of the crash kit; {@code -Dcrash.kills=20} kills more, and {@code tools/crash/run} is
 * the long one.
 */
@Isolated("It needs the whole machine")
class CrashKitTest {
  private static final int KILLS = Integer.getInteger("crash.kills", 4);

  @TempDir Path work;

  @Test
  void nothingIsLostStuckOrRecordedTwiceWhenServersAreKilled() throws Exception {
    CrashOptions options =
        new CrashOptions(
            11,
            KILLS,
            Duration.ofMinutes(10),
            2,
            20,
            2_000,
            8_000,
            false,
            false,
            work,
            JavaCommand.of("-Xmx400m"));

    CrashKit.Report report = new CrashKit(options).run();

    assertThat(report.violations()).as(report.toString()).isEmpty();
    assertThat(report.executions()).isGreaterThan(20);
  }
}
