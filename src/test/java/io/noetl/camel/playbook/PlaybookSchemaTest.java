package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors says what the parser says. */
class PlaybookSchemaTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(PlaybookSchema.text());

  static Stream<String> suite() throws IOException {
    List<String> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/suite"))) {
      for (Path file : files.sorted().toList()) {
        List<String> parts = List.of(Files.readString(file).split("(?m)^---$"));
        documents.addAll(parts.subList(1, parts.size()));
      }
    }
    return documents.stream();
  }

  @ParameterizedTest
  @MethodSource("suite")
  void whatRunsIsValid(String document) {
    assertThat(SCHEMA.validate(document, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "unknown_step_key.yaml",
    "wrong_api_version.yaml",
    "tool_is_text.yaml",
    "unknown_tool_kind.yaml",
    "loop_without_in.yaml",
    "conditional_next.yaml",
    "http_with_unknown_key.yaml",
    "keychain_of_unknown_kind.yaml",
  })
  void whatTheParserFindsAnEditorFindsToo(String broken) throws IOException {
    String document = Files.readString(Path.of("src/test/resources/broken", broken));

    assertThat(SCHEMA.validate(document, InputFormat.YAML)).isNotEmpty();
  }

  @Test
  void theKeysAreThoseOfTheParser() throws IOException {
    assertThat(keys("/properties")).isEqualTo(PlaybookParser.KNOWN);
    assertThat(definition("workbookEntry")).isEqualTo(PlaybookParser.WORKBOOK_KEYS);
    assertThat(definition("step")).isEqualTo(StepParser.KNOWN);
    assertThat(definition("loop")).isEqualTo(LoopParser.KNOWN);
    assertThat(definition("rule")).isEqualTo(RuleParser.KNOWN);
    assertThat(definition("arcs")).isEqualTo(ArcsParser.KNOWN);
    assertThat(keys("/definitions/arcs/properties/spec/properties"))
        .isEqualTo(ArcsParser.SPEC_KEYS);
    assertThat(definition("arc")).isEqualTo(ArcsParser.ARC_KEYS);
    assertThat(definition("policyRule")).isEqualTo(PolicyParser.RULE_KEYS);
    assertThat(definition("policyThen")).isEqualTo(PolicyParser.THEN_KEYS);
    assertThat(keys("/properties/executor/properties")).isEqualTo(ExecutorParser.KNOWN);
    assertThat(keys("/properties/executor/properties/spec/properties"))
        .isEqualTo(ExecutorParser.SPEC_KEYS);
    assertThat(keys("/definitions/step/properties/spec/properties")).isEqualTo(StepSpec.KNOWN);
    assertThat(keys("/definitions/loop/properties/spec/properties"))
        .isEqualTo(LoopParser.SPEC_KEYS);
    assertThat(definition("actions")).isEqualTo(ActionParser.KNOWN);
    assertThat(definition("retryRule")).isEqualTo(RetryParser.KNOWN);
    assertThat(definition("notify")).isEqualTo(NotifyParser.KNOWN);
    assertThat(keys("/definitions/compensate/anyOf/2/properties"))
        .isEqualTo(CleanupParser.COMPENSATE_KEYS);
    assertThat(keys("/definitions/cleanup/anyOf/3/properties")).isEqualTo(CleanupParser.BLOCK_KEYS);
    assertThat(keys("/definitions/target/anyOf/1/properties")).isEqualTo(TargetParser.KNOWN);
    assertThat(keys("/definitions/collect/anyOf/1/properties"))
        .isEqualTo(ActionParser.COLLECT_KEYS);
  }

  @Test
  void theKindsOfToolsAreThoseOfTheParser() throws IOException {
    Set<String> kinds = new TreeSet<>();
    tree().at("/definitions/tool/properties/kind/enum").forEach(kind -> kinds.add(kind.asText()));

    assertThat(kinds).isEqualTo(ToolParser.KINDS);
  }

  @Test
  void theFieldsOfAToolAreThoseOfTheParser() throws IOException {
    for (String kind : ToolParser.KINDS) {
      if (ToolKinds.ELSEWHERE.containsKey(kind)) {
        continue;
      }
      Set<String> names = new TreeSet<>();
      for (JsonNode part : tree().at("/definitions/tool/allOf")) {
        if (part.at("/if/properties/kind/const").asText().equals(kind)) {
          part.at("/then/propertyNames/enum").forEach(name -> names.add(name.asText()));
        }
      }

      assertThat(names).as(kind).isEqualTo(ToolFields.of(kind));
    }
  }

  @Test
  void everyFieldOfEveryToolSaysWhatItMeans() throws IOException {
    for (JsonNode part : tree().at("/definitions/tool/allOf")) {
      String kind = part.at("/if/properties/kind/const").asText();
      for (JsonNode name : part.at("/then/propertyNames/enum")) {
        if (!name.asText().equals("kind")) {
          String said =
              part.path("then").path("properties").path(name.asText()).path("description").asText();
          assertThat(said).as("%s of %s in schema/fields.json", name, kind).isNotBlank();
        }
      }
    }
  }

  @Test
  void theKindsOfKeychainEntriesAreThoseOfTheParser() throws IOException {
    Set<String> kinds = new TreeSet<>();
    tree()
        .at("/definitions/keychainEntry/properties/kind/enum")
        .forEach(kind -> kinds.add(kind.asText()));

    assertThat(kinds).isEqualTo(KeychainParser.FIELDS.keySet());
  }

  private static Set<String> definition(String name) throws IOException {
    return keys("/definitions/" + name + "/properties");
  }

  private static Set<String> keys(String pointer) throws IOException {
    Set<String> keys = new TreeSet<>();
    tree().at(pointer).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static JsonNode tree() throws IOException {
    return new ObjectMapper().readTree(PlaybookSchema.text());
  }
}
