package io.noetl.camel.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file is shared with NoETL's clients. */
class ContextsTest {
  @TempDir Path folder;

  @Test
  void readsWhatNoetlWrote() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        """
        current_context: prod
        contexts:
          prod:
            server_url: https://noetl.example.com
            runtime: auto
          kind-noetl:
            server_url: http://localhost:8082
        """);
    Contexts contexts = new Contexts(file);

    assertThat(contexts.current()).contains("prod");
    assertThat(contexts.server("prod")).isEqualTo("https://noetl.example.com");
    assertThat(contexts.servers()).containsOnlyKeys("prod", "kind-noetl");
  }

  @Test
  void keepsWhatItDoesNotKnow() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        """
        telemetry: off
        contexts:
          a: {server_url: http://a, colour: red}
        """);
    Contexts contexts = new Contexts(file);

    contexts.add("b", "http://b");
    contexts.use("b");

    assertThat(Files.readString(file)).contains("telemetry: off", "colour: red");
    assertThat(contexts.current()).contains("b");
    contexts.remove("b");
    assertThat(contexts.current()).isEmpty();
    assertThat(contexts.servers()).containsOnlyKeys("a");
  }

  @Test
  void usesTheFirstContextThatIsAdded() {
    Contexts contexts = new Contexts(folder.resolve("new").resolve("config.yaml"));
    assertThat(contexts.current()).isEmpty();

    contexts.add("local", "http://localhost:8082");

    assertThat(contexts.current()).contains("local");
  }

  @Test
  void saysWhichContextsThereAre() {
    Contexts contexts = new Contexts(folder.resolve("config.yaml"));
    contexts.add("local", "http://localhost:8082");

    assertThatThrownBy(() -> contexts.server("lokal"))
        .hasMessageContainingAll("No context 'lokal'", "[local]", "noetlctl context add");
  }
}
