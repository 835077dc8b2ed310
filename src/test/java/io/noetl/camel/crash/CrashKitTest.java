package io.noetl.camel.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A small run of the crash kit; {@code tools/crash/run} is the long one. */
@Isolated("It needs the whole machine")
class CrashKitTest {
  @TempDir Path work;

  @Test
  void nothingIsLostStuckOrRecordedTwiceWhenServersAreKilled() throws Exception {
    List<String> java =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx400m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"));
    CrashOptions options =
        new CrashOptions(
            11, 8, Duration.ofMinutes(10), 2, 20, 2_000, 8_000, false, false, work, java);

    CrashKit.Report report = new CrashKit(options).run();

    assertThat(report.violations()).as(report.toString()).isEmpty();
    assertThat(report.executions()).isGreaterThan(20);
  }
}
