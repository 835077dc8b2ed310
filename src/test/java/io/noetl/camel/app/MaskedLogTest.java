package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.noetl.camel.store.secret.SecretMask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server's log is written with. */
class MaskedLogTest {
  private final LoggerContext context = new LoggerContext();
  private final List<String> written = new ArrayList<>();
  private final Logger log = logger();

  @Test
  void secretsAreInNoMessageAndNoStackTrace() {
    Exception cause = new IllegalStateException("the cause has a-long-password");
    Exception thrown = new IllegalArgumentException("thrown with a%2Dlong%2Dpassword", cause);
    thrown.addSuppressed(new IllegalStateException("suppressed: \"a-long-password\""));
    log.error("failed for {} and {}", "a-long-password", List.of("a-long-password"), thrown);

    assertThat(written.getFirst())
        .startsWith("ERROR failed for *** and [***]")
        .contains("thrown with ***")
        .contains("Caused by: java.lang.IllegalStateException: the cause has ***")
        .contains("suppressed: \"***\"")
        .contains("at io.noetl.camel.app.MaskedLogTest")
        .doesNotContain("password");
  }

  @Test
  void aTextAddsNoLineThatLooksLikeOneOfTheLog() {
    log.info("name {}", "x\r\nERROR forged\u001b]52;c;ZXZpbA==\u0007\u2028\u202e");

    assertThat(written.getFirst())
        .isEqualTo(
            "INFO name x\\u000d\n    ERROR forged\\u001b]52;c;ZXZpbA==\\u0007\\u2028\\u202e\n");
  }

  private Logger logger() {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern("%level %m%n%ex");
    layout.start();
    AppenderBase<ILoggingEvent> lines =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            written.add(layout.doLayout(event));
          }
        };
    lines.setContext(context);
    lines.start();
    root.addAppender(lines);
    MaskedLog.before(root, new SecretMask(List.of("a-long-password"))::text);
    return root;
  }
}
