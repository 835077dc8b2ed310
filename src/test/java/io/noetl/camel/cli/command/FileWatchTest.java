package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.output.Console;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch}: once at first, and at each change of a file that matters. */
class FileWatchTest {
  @Test
  void runsAgainWhenAFileChanges(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.yaml"), "a: 1");
    PrintWriter none = new PrintWriter(Writer.nullWriter());
    Console console = new Console(none, none, false);
    LinkedBlockingQueue<String> runs = new LinkedBlockingQueue<>();
    FileWatch watch = new FileWatch(List.of(folder), console);
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    watch.whenever(
                        () -> {
                          runs.add("ran");
                          throw new IllegalArgumentException("what is half written is no end");
                        });
                  } catch (InterruptedException e) {
                    runs.add("stopped");
                  }
                });

    assertThat(runs.poll(1, TimeUnit.MINUTES)).isEqualTo("ran");
    Files.writeString(folder.resolve("notes.txt"), "of no matter");
    Files.writeString(file, "a: 1000");
    assertThat(runs.poll(1, TimeUnit.MINUTES)).isEqualTo("ran");
    Files.delete(file);
    assertThat(runs.poll(1, TimeUnit.MINUTES)).isEqualTo("ran");
    thread.interrupt();
    assertThat(runs.poll(1, TimeUnit.MINUTES)).isEqualTo("stopped");
  }
}
