package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Fields;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.Problems;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbook.YamlDocument;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code kind: PlaybookTest} documents. What a test says and nobody reads is an error. */
public final class TestParser {
  /** The time of tests that name none. */
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** The kind of the document. */
  public static final String KIND = "PlaybookTest";

  private static final Set<String> KNOWN =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "playbook",
          "path",
          "version",
          "unmocked",
          "run",
          "mocks",
          "keychain",
          "credentials",
          "services",
          "tests",
          "coverage");
  private static final Set<String> OF_TEST =
      Set.of(
          "name",
          "desc",
          "payload",
          "now",
          "mocks",
          "run",
          "unmocked",
          "keychain",
          "credentials",
          "services",
          "expect");

  private final Problems problems;
  private final Fields root;

  private TestParser(YamlDocument document) {
    this.problems = document.problems();
    this.root = document.root();
  }

  /**
   * Reads a document.
   *
   * @param file the name to print for it
   */
  public static ParsedTests parse(String text, String file) {
    YamlDocument document = YamlDocument.read(text, file);
    if (document.problems().hasErrors()) {
      return new ParsedTests(null, document.problems().all());
    }
    TestFile read = new TestParser(document).read();
    // What stands above the tests is read for each of them.
    List<Problem> problems = document.problems().all().stream().distinct().toList();
    return new ParsedTests(document.problems().hasErrors() ? null : read, problems);
  }

  private TestFile read() {
    MockParser.known(root, KNOWN, problems);
    if (!KIND.equals(root.get("kind"))) {
      problems.error(
          "PB0601",
          "/kind",
          "'kind' is %s.".formatted(Fields.describe(root.get("kind"))),
          "Write `kind: PlaybookTest`.");
    }
    List<TestCase> tests = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Object item : root.items("tests")) {
      Fields test =
          Fields.of(
              item,
              SourceMap.child("/tests", tests.size()),
              "A test",
              "Write `- name: …` with `expect:` below it.",
              problems);
      if (test != null) {
        tests.add(test(test, tests.size(), names));
      }
    }
    if (tests.isEmpty()) {
      problems.error(
          "PB0602", "/tests", "There are no tests.", "Write `tests:` with `- name: …` below it.");
    }
    return new TestFile(subject(), List.copyOf(tests), goal(), problems.source());
  }

  private Subject subject() {
    String file = root.text("playbook");
    String path = root.text("path");
    if ((file == null) == (path == null)) {
      problems.error(
          "PB0608",
          file == null ? "" : "/path",
          file == null
              ? "The document names no playbook."
              : "The document names a playbook by 'playbook' and by 'path'.",
          "Write `playbook: ./file.yaml`, or `path: folder/name` for one of the catalog.");
    }
    return file != null
        ? new Subject.Document(file)
        : new Subject.Catalog(
            path == null ? "" : path, root.has("version") ? root.whole("version", 1, 1) : null);
  }

  private TestFile.Goal goal() {
    Fields goal = new Fields(root.values("coverage"), "/coverage", problems);
    MockParser.known(goal, Set.of("steps", "arcs"), problems);
    for (String key : List.of("steps", "arcs")) {
      if (goal.number(key, 0, 0) > 100) {
        problems.error(
            "PB0609",
            goal.pointer(key),
            "'%s' is over 100.".formatted(key),
            "Write per cent: 100.");
      }
    }
    return new TestFile.Goal(goal.number("steps", 0, 0), goal.number("arcs", 0, 0));
  }

  private TestCase test(Fields test, int index, Set<String> names) {
    MockParser.known(test, OF_TEST, problems);
    String name = test.text("name");
    if (name == null) {
      name = "test " + (index + 1);
    }
    if (!names.add(name)) {
      problems.error(
          "PB0612",
          test.pointer("name"),
          "Two tests have the name '%s'.".formatted(name),
          "Give each a name of its own.");
    }
    Map<String, Mock> mocks = new LinkedHashMap<>();
    mocks.putAll(new MockParser(problems).parse(root.values("mocks"), "/mocks"));
    mocks.putAll(new MockParser(problems).parse(test.values("mocks"), test.pointer("mocks")));
    return new TestCase(
        name,
        test.values("payload"),
        now(test),
        mocks,
        real(test),
        both("keychain", test),
        credentials(test),
        services(test),
        new ExpectedParser(problems).parse(test),
        test.pointer());
  }

  private Map<String, @Nullable Object> both(String key, Fields test) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(root.values(key));
    all.putAll(test.values(key));
    return all;
  }

  private TestCase.Real real(Fields test) {
    Set<String> steps = new HashSet<>(ExpectedParser.texts(root, "run"));
    steps.addAll(ExpectedParser.texts(test, "run"));
    boolean all = false;
    for (Fields fields : List.of(root, test)) {
      String unmocked = fields.text("unmocked");
      if (unmocked != null) {
        all = unmocked.equals("run");
        if (!all && !unmocked.equals("fail")) {
          problems.error(
              "PB0613",
              fields.pointer("unmocked"),
              "'unmocked' is '%s'.".formatted(unmocked),
              "Write fail (the default), or run to call everything in earnest.");
        }
      }
    }
    return new TestCase.Real(all, Set.copyOf(steps));
  }

  private Map<String, Map<String, @Nullable Object>> credentials(Fields test) {
    Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();
    for (Fields from : List.of(root, test)) {
      Fields fields = new Fields(from.values("credentials"), from.pointer("credentials"), problems);
      fields.map().keySet().forEach(name -> all.put(name, fields.values(name)));
    }
    return all;
  }

  private List<TestCase.Service> services(Fields test) {
    List<TestCase.Service> services = new ArrayList<>();
    for (Fields from : List.of(root, test)) {
      Fields all = new Fields(from.values("services"), from.pointer("services"), problems);
      for (String name : all.map().keySet()) {
        Fields service = new Fields(all.values(name), all.pointer(name), problems);
        MockParser.known(service, Set.of("kind", "fixtures"), problems);
        if (!"postgres".equals(service.text("kind"))) {
          problems.error(
              "PB0614",
              all.pointer(name),
              "A service of kind '%s' can't be started.".formatted(service.text("kind")),
              "Write {kind: postgres}.");
        }
        services.add(new TestCase.Service(name, ExpectedParser.texts(service, "fixtures")));
      }
    }
    return services;
  }

  private Instant now(Fields test) {
    String text = test.text("now");
    if (text == null) {
      return NOW;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      problems.error(
          "PB0615",
          test.pointer("now"),
          "'now' is '%s'.".formatted(text),
          "Write a time with its zone: 2026-03-29T00:30:00Z.");
      return NOW;
    }
  }
}
