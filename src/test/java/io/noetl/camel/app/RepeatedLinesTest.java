package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A thousand failures of one kind are a few lines, and one that counts them. */
class RepeatedLinesTest {
  @Test
  void manyOfAKindAreCountedAndOthersAreLogged() {
    LoggerContext context = new LoggerContext();
    AtomicLong now = new AtomicLong(100_000);
    context.addTurboFilter(new RepeatedLines(now::get));
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    context.getLogger("a").addAppender(lines);

    for (int i = 0; i < 1_000; i++) {
      context.getLogger("a").warn("Execution {} failed", i, new IllegalStateException());
      context.getLogger("a").info("Execution {} goes on", i);
    }
    context.getLogger("a").warn("Another kind");
    assertThat(lines.list)
        .filteredOn(line -> line.getMessage().equals("Execution {} failed"))
        .hasSize(20);
    assertThat(lines.list).filteredOn(line -> line.getMessage().contains("goes on")).hasSize(1_000);
    assertThat(lines.list).filteredOn(line -> line.getMessage().equals("Another kind")).hasSize(1);

    now.addAndGet(10_000);
    context.getLogger("a").warn("Execution {} failed", 1_000);

    assertThat(lines.list.getLast().getFormattedMessage()).isEqualTo("Execution 1000 failed");
    assertThat(lines.list.get(lines.list.size() - 2).getFormattedMessage())
        .isEqualTo("980 more lines like this were left out: Execution {} failed");
  }
}
