package io.noetl.camel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogDocumentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{metadata: {path: a/b, name: n}, path: c} | a/b",
        "{metadata: {path: '', name: n}, path: c} | c",
        "{metadata: {name: n}, name: m} | n",
        "{name: m} | m",
        "{kind: Playbook} | unknown"
      })
  void thePathIsTheFirstOfFourPlacesThatHasOne(String text, String path) {
    assertThat(CatalogDocument.parse(text).path()).isEqualTo(path);
  }

  @Test
  void aCredentialFileIsNoPlaybook() {
    assertThat(
            CatalogDocument.parse(
                    "{\"name\": \"pg\", \"type\": \"postgres\", \"data\": {\"db_host\": \"x\"}}")
                .isCredential())
        .isTrue();
    assertThat(CatalogDocument.parse("{name: pg, type: x, data: {}, workflow: []}").isCredential())
        .isFalse();
  }

  @Test
  void numbersAndKeysAreJsonLike() {
    assertThat(
            CatalogDocument.parse("{1: [1, 2.5, true, null], big: 123456789012345678901}").root())
        .isEqualTo(
            new java.util.LinkedHashMap<>(
                Map.of(
                    "1",
                    java.util.Arrays.asList(1L, 2.5, true, null),
                    "big",
                    new java.math.BigInteger("123456789012345678901"))));
  }

  @Test
  void aDocumentThatGrowsWithoutBoundIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i, i, String.join(", ", List.of(alias, alias, alias, alias, alias, alias))));
    }
    assertThatThrownBy(() -> CatalogDocument.parse(bomb.toString()))
        .isInstanceOf(CatalogDocument.Unreadable.class)
        .hasMessageContaining("aliases");
  }

  @Test
  void deepNestingIsRefusedAndBreaksNothing() {
    assertThatThrownBy(() -> CatalogDocument.parse("[".repeat(100_000)))
        .isInstanceOf(CatalogDocument.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "just text",
        "[1, 2]",
        "a: [",
        "&a [*a]",
        "!!javax.script.ScriptEngineManager []"
      })
  void whatIsNoMappingIsRefused(String text) {
    assertThatThrownBy(() -> CatalogDocument.parse(text))
        .isInstanceOf(CatalogDocument.Unreadable.class);
  }
}
