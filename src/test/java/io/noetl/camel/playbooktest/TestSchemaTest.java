package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.noetl.camel.playbook.YamlDocument;
import io.noetl.camel.store.Json;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The JSON Schema of tests, for editors, takes what the parser takes. */
class TestSchemaTest {
  private final JsonSchema schema = schema();

  private static JsonSchema schema() {
    InputStream file =
        Objects.requireNonNull(
            TestSchemaTest.class.getResourceAsStream("/schema/playbook-test.schema.json"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(file);
  }

  private List<String> problems(String text) throws Exception {
    Object value = YamlDocument.read(text, "tests").root().map();
    JsonNode node =
        new com.fasterxml.jackson.databind.ObjectMapper().readTree(new Json().write(value));
    return schema.validate(node).stream().map(message -> message.getMessage()).toList();
  }

  @Test
  void itTakesOurOwnTests() throws Exception {
    List<Path> files = TestFiles.in(List.of(Path.of("playbooks"), Path.of("examples")));
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      assertThat(problems(PlaybookFiles.read(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void itRefusesWhatTheParserRefuses() throws Exception {
    String head = "kind: PlaybookTest\nplaybook: ./a.yaml\n";
    for (String wrong :
        List.of(
            "tests: []",
            "tests: [{nam: x}]",
            "tests: [{mocks: {a: {reslt: 1}}}]",
            "tests: [{expect: {stauts: FAILED}}]",
            "tests: [{expect: {took: long}}]",
            "unmocked: sometimes\ntests: [{name: x}]",
            "coverage: {steps: 120}\ntests: [{name: x}]")) {
      assertThat(problems(head + wrong)).as(wrong).isNotEmpty();
      assertThat(TestParser.parse(head + wrong, "x").file()).as(wrong).isNull();
    }
  }
}
