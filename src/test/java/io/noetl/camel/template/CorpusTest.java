package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates and contexts with what Jinja2 3.1.6 made of them. */
class CorpusTest {

  @ParameterizedTest
  @EnumSource
  void rendersTheCorpusAsJinja2Does(UndefinedPolicy policy) throws IOException {
    Path corpus = SharedFiles.find("jinja/corpus.jsonl");
    Assumptions.assumeTrue(Files.exists(corpus), "the corpus is not beside the project");
    assertThat(new RecordedRows(policy).differences(Files.readAllLines(corpus))).isEmpty();
  }

  /** Each feature once, and what the fuzz found (tools/jinja-fuzz/record.py made the rows). */
  @ParameterizedTest
  @EnumSource
  void rendersEachFeatureAsJinja2Does(UndefinedPolicy policy) throws IOException {
    assertThat(new RecordedRows(policy).differences(SharedFiles.resource("jinja2.jsonl")))
        .isEmpty();
  }
}
