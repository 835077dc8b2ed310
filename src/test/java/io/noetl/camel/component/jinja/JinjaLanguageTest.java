package io.noetl.camel.component.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes that use the language. */
class JinjaLanguageTest {
  private final CamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void startRoutes() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:choose")
                .choice()
                .when()
                .language("jinja", "body.total > 100 and headers.vip is defined")
                .setBody(constant("gold"))
                .when()
                .language("jinja", "body.items")
                .setBody()
                .language("jinja", "body['items'] | map('upper') | join(',')")
                .endChoice()
                .otherwise()
                .setBody()
                .language("jinja", "{% if body %}some {% print variables.kind %}{% endif %}");
            from("direct:pointer").setBody().language("jinja", "/workflow/1/loop/in");
            from("direct:condition")
                .filter()
                .language("jinja", "/workflow/1/case/0")
                .setBody(constant("matched"));
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void decidesOnBodyAndHeaders() {
    ProducerTemplate producer = camel.createProducerTemplate();

    assertThat(
            producer.requestBodyAndHeader(
                "direct:choose", Map.of("total", 200), "vip", 1, String.class))
        .isEqualTo("gold");
    assertThat(
            producer.requestBody(
                "direct:choose", Map.of("total", 1, "items", List.of("a", "b")), String.class))
        .isEqualTo("A,B");
  }

  @Test
  void rendersATemplate() {
    Exchange exchange =
        camel
            .createProducerTemplate()
            .request(
                "direct:choose",
                e -> {
                  e.getMessage().setBody("text");
                  e.setVariable("kind", "thing");
                });

    assertThat(exchange.getMessage().getBody()).isEqualTo("some thing");
  }

  @Test
  void asksTheRunForAnExpressionOfAPlaybook() {
    PointerExpressions expressions =
        new PointerExpressions() {
          @Override
          public Object evaluate(Exchange exchange, String pointer) {
            return List.of(pointer, 2);
          }

          @Override
          public boolean matches(Exchange exchange, String pointer) {
            return pointer.endsWith("/case/0");
          }
        };
    ProducerTemplate producer = camel.createProducerTemplate();

    Exchange value =
        producer.request(
            "direct:pointer", e -> e.setProperty(PointerExpressions.PROPERTY, expressions));
    Exchange condition =
        producer.request(
            "direct:condition", e -> e.setProperty(PointerExpressions.PROPERTY, expressions));

    assertThat(value.getMessage().getBody()).isEqualTo(List.of("/workflow/1/loop/in", 2));
    assertThat(condition.getMessage().getBody()).isEqualTo("matched");
  }

  @Test
  void saysWhatIsMissingOutsideOfAPlaybook() {
    ProducerTemplate producer = camel.createProducerTemplate();

    assertThatThrownBy(() -> producer.requestBody("direct:pointer", "x"))
        .isInstanceOf(CamelExecutionException.class)
        .cause()
        .hasMessageContaining("/workflow/1/loop/in")
        .hasMessageContaining(PointerExpressions.PROPERTY);
  }

  @Test
  void refusesAWrongExpressionWhenTheRouteIsMade() {
    assertThatThrownBy(() -> camel.resolveLanguage("jinja").createPredicate("body.total >"))
        .hasMessageContaining("TemplateSyntaxError");
  }
}
