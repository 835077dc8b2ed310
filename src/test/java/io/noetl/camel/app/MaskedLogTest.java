package io.noetl.camel.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.secret.SecretMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

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

  @Test
  void jsonIsMaskedTooAndSaysWhichCallItIsAbout() {
    List<String> json = new ArrayList<>();
    LoggerContext structured = new LoggerContext();
    LogbackMDCAdapter fields = new LogbackMDCAdapter();
    structured.setMDCAdapter(fields);
    structured.putObject(Environment.class.getName(), new StandardEnvironment());
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(structured);
    encoder.setFormat("ecs");
    encoder.start();
    Logger root = masked(structured, event -> json.add(new String(encoder.encode(event), UTF_8)));
    fields.put("execution_id", "77");

    root.error("failed with {}", "a-long-password", new IllegalStateException("a-long-password"));

    Map<String, Object> line = new Json().readObject(json.getFirst());
    assertThat(line)
        .containsEntry("message", "failed with ***")
        .containsEntry("execution_id", "77");
    assertThat(json.getFirst()).endsWith("}\n").doesNotContain("password");
  }

  private Logger logger() {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern("%level %m%n%ex");
    layout.start();
    return masked(context, event -> written.add(layout.doLayout(event)));
  }

  private static Logger masked(LoggerContext context, Consumer<ILoggingEvent> writer) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    AppenderBase<ILoggingEvent> lines =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            writer.accept(event);
          }
        };
    lines.setContext(context);
    lines.start();
    root.addAppender(lines);
    MaskedLog.before(root, new SecretMask(List.of("a-long-password"))::text);
    return root;
  }
}
