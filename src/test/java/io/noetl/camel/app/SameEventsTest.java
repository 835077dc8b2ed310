package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.playbooktest.RecordedTrial;
import io.noetl.camel.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A playbook of the suite gives the same events in a test as on the server: each is run on the
 * server and recorded as a test, which passes at once; ids and times aside, its log is the
 * server's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameEventsTest {
  /** What the log of an execution does not have enough of, by the names of files. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          // Pages are put together before they are written.
          "pages_.*"
              // A rule makes the result of the answer, which is not kept.
              + "|auth_alias_fields_in_templates"
              // Neither is one after which a rule asked again, nor what came with a failure then.
              + "|retry_of_python_by_rule_defaults|retry_when_sees_the_response"
              + "|retry_when_the_result_is_not_ready"
              // A wait is stopped: answered for, it is stopped in a call.
              + "|cleanup_is_bounded_in_time"
              // The claim of a cursor fails, for which there is no mock.
              + "|cursor_whose_claim_is_wrong"
              // Its message has an address in memory.
              + "|loop_over_a_method"
              // Too much for a file of tests.
              + "|result_of_twenty_one_million_characters");

  private final RecordedTrial trial = new RecordedTrial();
  private final Json json = new Json();

  @BeforeAll
  void start() throws IOException {
    SuiteRuns.enter();
  }

  @AfterAll
  void stop() throws IOException {
    SuiteRuns.leave();
    trial.close();
  }

  static Stream<Path> files() throws IOException {
    return PlaybookSuiteTest.files()
        .filter(
            file ->
                !LEFT_OUT.matcher(file.getFileName().toString().replace(".yaml", "")).matches());
  }

  @ParameterizedTest
  @MethodSource("files")
  void isTheSameInATest(Path file, @TempDir Path folder) throws Exception {
    SuiteRuns.Ran ran = SuiteRuns.of(file);
    Map<String, Object> ended = ran.ended();
    if (ended == null) {
      return;
    }
    List<String> documents = ran.documents();
    Path playbook = folder.resolve("playbook.yaml");
    for (int i = 0; i < documents.size(); i++) {
      playbook = folder.resolve("playbook" + i + ".yaml");
      Files.writeString(playbook, documents.get(i));
    }

    RecordedTrial.Outcome cut = trial.of(folder, playbook, ended, false);
    assertThat(cut.failures()).as(cut.text()).isEmpty();
    assertThat(cut.passed()).isTrue();

    RecordedTrial.Outcome whole = trial.of(folder, playbook, ended, true);
    assertThat(lines(whole.events())).isEqualTo(lines(RecordedTrial.events(ended)));
  }

  /** The events of each step and item; those of branches that run side by side mix otherwise. */
  private Map<String, List<String>> lines(List<LoggedEvent> events) {
    Map<String, List<String>> byToken = new LinkedHashMap<>();
    for (LoggedEvent event : events) {
      byToken
          .computeIfAbsent(
              event.nodeName() + "[" + event.item() + "]" + event.token(), t -> new ArrayList<>())
          .add(shown(event));
    }
    Map<String, List<String>> lines = new TreeMap<>();
    byToken.forEach(
        (token, shown) ->
            lines
                .computeIfAbsent(token.substring(0, token.indexOf(']') + 1), n -> new ArrayList<>())
                .add(String.join("\n", shown)));
    lines.values().forEach(all -> all.sort(null));
    return lines;
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, member) -> copy.put(String.valueOf(key), sorted(member)));
        // An answer has none.
        copy.remove("traceback");
        yield copy;
      }
      case List<?> list -> list.stream().map(SameEventsTest::sorted).toList();
      case null -> "null";
      default -> value;
    };
  }

  private String shown(LoggedEvent event) {
    // PostgreSQL keeps no order of keys there.
    Map<String, Object> meta = new TreeMap<>(event.meta());
    meta.remove("token");
    // What the database gave the claim of a cursor.
    meta.remove("transaction");
    meta.replaceAll((key, value) -> sorted(value));
    return "%s %s %s %s %s"
        .formatted(
            event.eventType(),
            event.status(),
            json.write(event.result()),
            json.write(meta),
            json.write(event.error()))
        .replaceAll("\\d{18,19}", "ID")
        .replaceAll("0x[0-9a-f]{12}", "ADDRESS")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
        .replaceAll("@\\d+:(?=\\d)", ":");
  }
}
