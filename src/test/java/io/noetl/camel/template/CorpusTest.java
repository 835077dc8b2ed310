package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates and contexts with what Jinja2 3.1.6 made of them. */
class CorpusTest {

  @ParameterizedTest
  @EnumSource(names = {"LENIENT", "STRICT"})
  void rendersTheCorpusAsJinja2Does(UndefinedPolicy policy) throws IOException {
    assertThat(new RecordedRows(policy).differences(corpus())).isEmpty();
  }

  /** Jinja2 has no such policy: it is lenient but for what asks whether something is there. */
  @Test
  void forgivesWhereATemplateAsks() throws IOException {
    assertThat(new RecordedRows(UndefinedPolicy.FORGIVING).differences(corpus()))
        .isNotEmpty()
        .allSatisfy(
            difference ->
                assertThat(difference)
                    .containsPattern("default\\(|is defined")
                    .containsPattern("\n {2}error: UndefinedError: [^\n]*\n {2}value: "));
  }

  private static List<String> corpus() throws IOException {
    Path corpus = SharedFiles.find("jinja/corpus.jsonl");
    Assumptions.assumeTrue(Files.exists(corpus), "the corpus is not beside the project");
    return Files.readAllLines(corpus);
  }

  /** Each feature once, and what the fuzz found (tools/jinja-fuzz/record.py made the rows). */
  @ParameterizedTest
  @EnumSource
  void rendersEachFeatureAsJinja2Does(UndefinedPolicy policy) throws IOException {
    assertThat(new RecordedRows(policy).differences(SharedFiles.resource("jinja2.jsonl")))
        .isEmpty();
  }
}
