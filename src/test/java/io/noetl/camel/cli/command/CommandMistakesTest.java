package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import io.noetl.camel.testing.MistakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What users are told who write a document or a command line wrongly: the whole text. */
class CommandMistakesTest {
  private final FakeServer user = new FakeServer();

  @TempDir Path folder;

  @BeforeEach
  void home() {
    user.with("NOETL_HOME", folder.resolve("home").toString()).with("HOME", folder.toString());
  }

  @AfterEach
  void stop() {
    user.close();
  }

  @TestFactory
  List<DynamicTest> documents() throws Exception {
    return MistakeTable.of("documents").tests(this::answer);
  }

  @TestFactory
  List<DynamicTest> commands() throws Exception {
    return MistakeTable.of("commands").tests(this::answer);
  }

  /** Each document that other tests know to be wrong, with all that lint says of it. */
  @TestFactory
  List<DynamicTest> brokenDocuments() throws Exception {
    return MistakeTable.of("broken").tests(this::answer);
  }

  @Test
  void everyBrokenDocumentIsInTheTable() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/mistakes/broken.txt"))) {
      if (line.startsWith("$ lint ")) {
        commands.add(Path.of(line.substring(7)).getFileName().toString());
      }
    }
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/broken"))) {
      assertThat(commands)
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private String answer(MistakeTable.Case mistake) throws IOException {
    mistake.writeTo(folder);
    String[] words =
        Stream.of(mistake.command().replace("%DATA%", folder + "/data").split(" "))
            .map(
                word -> Files.exists(folder.resolve(word)) ? folder.resolve(word).toString() : word)
            .toArray(String[]::new);
    Ran ran = user.runAnywhere(words);
    return (ran.out() + ran.err()).replace(folder + "/", "").replace(user.url(), "http://SERVER")
        + "exit "
        + ran.exitCode();
  }
}
