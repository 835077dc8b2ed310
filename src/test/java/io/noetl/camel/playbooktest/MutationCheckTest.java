package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.SharedPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether our tests of playbooks notice small changes of meaning: ten of each playbook, one at a
 * time. {@code tools/mutation-check} runs it and prints what was missed.
 */
@EnabledIfSystemProperty(named = "mutations", matches = "true")
class MutationCheckTest {
  private static final int EACH = 10;

  /** What is changed into what, at one place at a time. */
  private static final Map<Pattern, String> CHANGES = changes();

  private static Map<Pattern, String> changes() {
    Map<Pattern, String> changes = new LinkedHashMap<>();
    changes.put(Pattern.compile("(?<=\\w)(?<!event\\.name) == (?=[\\w'])"), " != ");
    // Turned round, a test of an event means the other outcome.
    changes.put(Pattern.compile("(?<=event\\.name == ')[\\w.]+(?=')"), "call.error");
    changes.put(Pattern.compile(" > (?=\\w)"), " < ");
    changes.put(Pattern.compile(" >= (?=\\d)"), " > ");
    changes.put(Pattern.compile(" < (?=\\w)"), " >= ");
    changes.put(Pattern.compile("\\bnot (?=\\w)"), "");
    changes.put(Pattern.compile("(?<=next: )\\w+$", Pattern.MULTILINE), "end");
    changes.put(Pattern.compile("(?m)^      - step: (?!end)\\w+$"), "      - step: end");
    changes.put(Pattern.compile("(?<=\\{\\{ )workload\\.(?=\\w)"), "workload.x");
    changes.put(Pattern.compile("(?<=command: |commands: |url: \")(?=\\S)"), "x");
    changes.put(Pattern.compile("\\bSELECT\\b"), "VALUES");
    changes.put(Pattern.compile("(?<=tool: \\{kind: postgres, )auth: \\w+"), "auth: other");
    changes.put(Pattern.compile("(?<=auth: )pg_local"), "pg_lokal");
    changes.put(Pattern.compile("(?m)(?<=^        result = \\{\")\\w+"), "misspelt");
    changes.put(Pattern.compile("(?<=\\bargs: \\{)\\w+(?=:)"), "misspelt");
    changes.put(Pattern.compile("(?<=[ (\\[])(\\d+)(?=[,)\\]}]| \\}\\})"), "77");
    changes.put(Pattern.compile("\\bGET\\b"), "DELETE");
    changes.put(Pattern.compile("\\bupsert\\b"), "insert");
    return changes;
  }

  @Test
  void smallChangesAreNoticed(@TempDir Path copy) throws IOException {
    copy(Path.of("playbooks"), copy.resolve("playbooks"));
    copy(Path.of("examples"), copy.resolve("examples"));
    List<String> missed = new ArrayList<>();
    int all = 0;
    int playbooks = 0;
    int whole = 0;
    for (Path tests : TestFiles.in(List.of(copy))) {
      Path playbook = Path.of(tests.toString().replace(".test.yaml", ".yaml"));
      String text = Files.readString(playbook);
      playbooks++;
      List<String[]> mutants = mutants(text);
      whole += mutants.size() == EACH ? 1 : 0;
      for (String[] mutant : mutants) {
        Files.writeString(playbook, mutant[0]);
        all++;
        if (passes(copy, tests)) {
          missed.add(copy.relativize(playbook) + ": " + mutant[1]);
        }
      }
      Files.writeString(playbook, text);
    }
    System.out.printf(
        "%d playbooks, %d of them with %d changes; %d changes, %d noticed%n",
        playbooks, whole, EACH, all, all - missed.size());
    missed.forEach(one -> System.out.println("missed: " + one));

    assertThat(whole).isGreaterThanOrEqualTo(12);
    assertThat(missed.size()).isLessThanOrEqualTo(all / 20);
  }

  private final TestPython python = new TestPython(SharedPython.CODE);

  private boolean passes(Path root, Path tests) {
    PlaybookFiles catalog = TestFiles.catalog(List.of(root));
    try (TestRunner runner = new TestRunner(catalog, TestServices.NONE, python, true, 1)) {
      return runner.run(TestSource.of(tests), name -> true).passed();
    }
  }

  /** Changed texts with what was changed, spread over the document. */
  private static List<String[]> mutants(String text) {
    int body = text.indexOf("\nworkflow:");
    List<String[]> all = new ArrayList<>();
    CHANGES.forEach(
        (pattern, to) -> {
          for (MatchResult found : pattern.matcher(text).results().toList()) {
            int line = text.lastIndexOf('\n', Math.max(0, found.start() - 1)) + 1;
            String of = text.substring(line, text.indexOf('\n', line));
            if (found.start() > body && !of.strip().startsWith("#") && !of.contains("desc:")) {
              String changed = text.substring(0, found.start()) + to + text.substring(found.end());
              if (!changed.equals(text)) {
                all.add(
                    new String[] {
                      changed, "'%s' for '%s' in: %s".formatted(to, found.group(), of.strip())
                    });
              }
            }
          }
        });
    List<String[]> some = new ArrayList<>();
    for (int i = 0; i < Math.min(EACH, all.size()); i++) {
      some.add(all.get(i * all.size() / Math.min(EACH, all.size())));
    }
    return some;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
