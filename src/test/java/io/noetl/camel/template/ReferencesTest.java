package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a template reads, for lint and for the edges between steps. */
class ReferencesTest {
  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);

  private List<Reference> of(String source) {
    return engine.compile(source, new TemplateSource("f", "x", 10, 5)).references();
  }

  private static List<String> paths(List<Reference> references) {
    return references.stream()
        .map(r -> r.path().isEmpty() ? r.name() : r.name() + "." + String.join(".", r.path()))
        .toList();
  }

  @Test
  void givesPathsAsFarAsTheTextTellsThem() {
    assertThat(paths(of("{{ step.data[0]['id'].x }} {{ a[key].b }} {{ f(x.y) }}")))
        .containsExactly("step.data.0.id.x", "key", "a", "f", "x.y");
  }

  @Test
  void leavesOutWhatTheTemplateSetsItself() {
    assertThat(
            paths(
                of(
                    "{% set v = w.x %}{{ v.y }}{% for i, j in rows if i > low %}{{ i.k }}{{"
                        + " loop.index }}{% endfor %}{{ i }}{% macro m(p) %}{{ p }}{{ q }}{%"
                        + " endmacro %}")))
        .containsExactly("w.x", "rows", "low", "i", "q");
  }

  @Test
  void marksWhatMayBeMissing() {
    List<Reference> references =
        of("{{ a.b }}{{ c | default(d) }}{{ e is defined and f }}{% if g %}{{ h }}{% endif %}");

    assertThat(paths(references.stream().filter(r -> !r.guarded()).toList()))
        .containsExactly("a.b", "g");
    assertThat(paths(references.stream().filter(Reference::guarded).toList()))
        .containsExactly("c", "d", "e", "f", "h");
  }

  @Test
  void tellsWhereEachStandsInTheDocument() {
    List<Reference> references = of("x\n y {{ a.b }}");

    assertThat(references).containsExactly(new Reference("a", List.of("b"), false, 11, 11));
  }
}
