package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentKindTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: Subscription",
        "apiVersion: x\n"
            + "metadata: {kind: Playbook, list: [1, {a: b}]}\n"
            + "kind: \"Subscription\" # so it is\n"
            + "spec: {",
        "{\"apiVersion\": \"x\", \"metadata\": {\"name\": \"n\"}, \"kind\": \"Subscription\","
            + " \"spec\": {}}",
        "x: &a 1\ny: *a\nkind: Subscription",
        "---\n? kind\n: Subscription\n",
        "'kind': 'Subscription'"
      })
  void isTheValueOfItsKeyInAnyStyle(String text) {
    assertThat(DocumentKind.of(text)).hasValue("Subscription");
  }

  @Test
  void isNoneOfWhatStandsElsewhere() {
    assertThat(DocumentKind.of("metadata:\n  kind: Subscription")).isEmpty();
    assertThat(DocumentKind.of("text: |\n  a\n\n  kind: Subscription\n- b")).isEmpty();
    assertThat(DocumentKind.of("kind: [Subscription]")).isEmpty();
    assertThat(DocumentKind.of("- kind: Subscription")).isEmpty();
    assertThat(DocumentKind.of("")).isEmpty();
  }
}
