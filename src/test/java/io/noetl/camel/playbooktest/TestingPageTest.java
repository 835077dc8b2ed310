package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.SharedPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/testing.md shows is what happens. */
class TestingPageTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Pattern NAME = Pattern.compile("metadata: \\{name: (\\w+)");

  @Test
  void itsExamplesPass(@TempDir Path folder) throws IOException {
    List<String> tests = new ArrayList<>();
    Matcher blocks = YAML.matcher(Files.readString(Path.of("docs/testing.md")));
    while (blocks.find()) {
      String text = blocks.group(1);
      Matcher name = NAME.matcher(text);
      if (name.find()) {
        Files.writeString(folder.resolve(name.group(1) + ".yaml"), text);
      } else {
        tests.add(text);
      }
    }
    assertThat(tests).hasSize(7);
    PlaybookFiles catalog = new PlaybookFiles();
    catalog.addAll(folder);
    try (TestPython python = new TestPython(SharedPython.CODE);
        TestRunner runner = new TestRunner(catalog, TestServices.NONE, python, true, 2)) {
      for (String text : tests) {
        FileResult result = runner.run(new TestSource("example", text, folder), name -> true);

        assertThat(result.problems()).as(text).isEmpty();
        assertThat(Trial.failures(result)).as(text).isEmpty();
        assertThat(result.tests()).isNotEmpty();
      }
    }
  }
}
