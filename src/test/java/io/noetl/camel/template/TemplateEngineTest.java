package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The engine: its cache, its extensions, its use by many threads. */
class TemplateEngineTest {
  private static final Names NOTHING = name -> Names.MISSING;

  private static String render(TemplateEngine engine, String source) {
    return engine.compile(source, TemplateSource.UNKNOWN).render(NOTHING, UndefinedPolicy.LENIENT);
  }

  @Test
  void keepsTheTemplatesThatWereUsedLast() {
    TemplateEngine engine = new TemplateEngine(new TemplateLimits(1000, 1000, 10, 1000, 50, 2));
    Template first = engine.compile("{{ 1 }}", TemplateSource.UNKNOWN);
    engine.compile("{{ 2 }}", TemplateSource.UNKNOWN);

    assertThat(engine.compile("{{ 1 }}", TemplateSource.UNKNOWN)).isSameAs(first);

    engine.compile("{{ 3 }}", TemplateSource.UNKNOWN);
    engine.compile("{{ 4 }}", TemplateSource.UNKNOWN);
    assertThat(engine.compile("{{ 1 }}", TemplateSource.UNKNOWN)).isNotSameAs(first);
  }

  @Test
  void tellsTheSameTextInTwoPlacesApart() {
    TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);
    TemplateSource here = new TemplateSource("a.yaml", "x", 3, 1);
    TemplateSource there = new TemplateSource("b.yaml", "y", 9, 1);
    engine.compile("{{ a.b.c }}", here);

    assertThatThrownBy(
            () -> engine.compile("{{ a.b.c }}", there).render(NOTHING, UndefinedPolicy.LENIENT))
        .hasMessageContaining("b.yaml:9");
  }

  @Test
  void takesFiltersTestsAndGlobalsOfOthers() {
    Extensions extensions =
        new Extensions(
            Map.of("shout", (a, named) -> a.getFirst() + "!".repeat(((Long) a.get(1)).intValue())),
            Map.of("long", (a, named) -> a.getFirst().toString().length() > 3),
            Map.of("now", (a, named) -> Map.of("year", 2026L, "zone", named.get("zone"))));
    TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT, extensions, new Random(1));

    assertThat(render(engine, "{{ 'a' | shout(2) }} {{ 'abcd' is long }} {{ now(zone='Z').year }}"))
        .isEqualTo("a!! True 2026");
    assertThat(render(engine, "{{ ['x'] | map('shout', 1) | list }} {{ now is callable }}"))
        .isEqualTo("['x!'] True");
  }

  @Test
  void makesAnErrorOfAWrongArgumentOfAnExtension() {
    Extensions extensions =
        new Extensions(
            Map.of(
                "fail",
                (a, named) -> {
                  throw new IllegalArgumentException("seconds: -3 (expected: >= 0)");
                }),
            Map.of(),
            Map.of());
    TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT, extensions, new Random(1));

    assertThatThrownBy(() -> render(engine, "{{ 1 | fail }}"))
        .isInstanceOf(TemplateError.class)
        .hasMessageContaining("ValueError: fail: seconds: -3 (expected: >= 0)");
  }

  @Test
  void takesItsChoicesFromTheGivenRandomNumbers() {
    String source = "{{ range(1000) | random }} {{ lipsum(n=1) }}";

    String once =
        render(new TemplateEngine(TemplateLimits.DEFAULT, Extensions.NONE, new Random(7)), source);
    String again =
        render(new TemplateEngine(TemplateLimits.DEFAULT, Extensions.NONE, new Random(7)), source);

    assertThat(once).isEqualTo(again).contains("<p>");
  }

  @Test
  void hasNoetlsFilters() {
    TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);

    assertThat(render(engine, "{{ 'naïve' | b64encode }} {{ 'bmHDr3Zl' | b64decode }}"))
        .isEqualTo("bmHDr3Zl naïve");
    assertThat(render(engine, "{{ env is defined }} {{ now is defined }}"))
        .isEqualTo("False False");
  }

  @Test
  void rendersOneTemplateOnManyThreads() throws Exception {
    TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);
    Template template =
        engine.compile(
            "{% set ns = namespace(t=0) %}{% for i in range(n) %}{% set ns.t = ns.t + i %}{% endfor"
                + " %}{{ ns.t }}",
            TemplateSource.UNKNOWN);
    List<Future<String>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < 200; n++) {
        Names names = Names.of(Map.of("n", n));
        Callable<String> use = () -> template.render(names, UndefinedPolicy.STRICT);
        results.add(threads.submit(use));
      }
      for (int n = 0; n < 200; n++) {
        assertThat(results.get(n).get()).isEqualTo(String.valueOf(n * (n - 1) / 2));
      }
    }
  }

  @Test
  void looksNamesUpWhenTheyAreReadAndOnce() {
    TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);
    List<String> asked = new ArrayList<>();
    Names names =
        name -> {
          asked.add(name);
          return name.equals("secret") ? "s3cret" : Names.MISSING;
        };

    String text =
        engine
            .compile(
                "{% if other %}{{ never }}{% endif %}{{ secret }}{{ secret }}",
                TemplateSource.UNKNOWN)
            .render(names, UndefinedPolicy.LENIENT);

    assertThat(text).isEqualTo("s3crets3cret");
    assertThat(asked).containsExactly("other", "secret");
  }
}
