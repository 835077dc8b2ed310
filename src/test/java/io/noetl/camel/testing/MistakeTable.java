package io.noetl.camel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;

/**
 * A table of mistakes with the whole answers that users get. A case is {@code === TITLE}, its files
 * ({@code --- NAME}, then the content), {@code $ COMMAND}, and the answer. A file without {@code
 * apiVersion} is the steps of a playbook and gets its head. With {@code -Dmistakes.record=true} the
 * answers are written as they are now: what changed is to be read.
 */
public final class MistakeTable {
  private static final String HEAD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: probe, path: t/probe}
      workload: {items: [1, 2], api: "http://127.0.0.1:1", name: x}
      workflow:
      """;

  private final Path file;
  private final List<Case> cases;

  /**
   * A mistake.
   *
   * @param title what somebody does wrong
   * @param files contents by name
   * @param command the command line, its words apart by blanks
   * @param answer the whole answer
   */
  public record Case(String title, Map<String, String> files, String command, String answer) {

    /** Writes the files; a playbook of steps only gets its head. */
    public void writeTo(Path folder) throws IOException {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), whole(file.getKey(), file.getValue()));
      }
    }

    /** The contents of the files, heads included. */
    public List<String> contents() {
      return files.entrySet().stream().map(file -> whole(file.getKey(), file.getValue())).toList();
    }

    private static String whole(String name, String text) {
      return name.endsWith(".yaml") && text.startsWith("  - ") ? HEAD + text : text;
    }
  }

  /** What answers a case, the folder of its files left out of the text. */
  @FunctionalInterface
  public interface Answering {
    String answer(Case mistake) throws Exception;
  }

  private MistakeTable(Path file, List<Case> cases) {
    this.file = file;
    this.cases = cases;
  }

  /** Reads {@code src/test/resources/mistakes/NAME.txt}. */
  public static MistakeTable of(String name) {
    Path file = Path.of("src/test/resources/mistakes", name + ".txt");
    try {
      List<Case> cases = new ArrayList<>();
      for (String block : Files.readString(file).split("(?m)^=== ")) {
        if (!block.isBlank()) {
          cases.add(parsed(block));
        }
      }
      return new MistakeTable(file, cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case parsed(String block) {
    Map<String, StringBuilder> files = new LinkedHashMap<>();
    StringBuilder answer = new StringBuilder();
    StringBuilder into = new StringBuilder();
    String command = "lint probe.yaml";
    List<String> lines = block.lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      if (into != answer && line.startsWith("--- ")) {
        into = new StringBuilder();
        files.put(line.substring(4), into);
      } else if (into != answer && line.startsWith("$ ")) {
        command = line.substring(2);
        into = answer;
      } else {
        into.append(line).append('\n');
      }
    }
    Map<String, String> contents = new LinkedHashMap<>();
    files.forEach((name, content) -> contents.put(name, content.toString()));
    return new Case(lines.getFirst(), contents, command, answer.toString().strip());
  }

  /** The number of cases. */
  public int size() {
    return cases.size();
  }

  /** A test of each case. */
  public List<DynamicTest> tests(Answering answering) throws Exception {
    if (Boolean.getBoolean("mistakes.record")) {
      record(answering);
    }
    return cases.stream()
        .map(
            mistake ->
                DynamicTest.dynamicTest(
                    mistake.title(),
                    () ->
                        assertThat(answering.answer(mistake).strip()).isEqualTo(mistake.answer())))
        .toList();
  }

  /** An answer that does not come is one of its own: the others are to be recorded all the same. */
  private static String answered(Answering answering, Case mistake) throws Exception {
    try {
      return answering.answer(mistake).strip();
    } catch (AssertionError e) {
      return "NO ANSWER: " + e.getMessage();
    }
  }

  private void record(Answering answering) throws Exception {
    StringBuilder text = new StringBuilder();
    List<Case> recorded = new ArrayList<>();
    for (Case mistake : cases) {
      String answer = answered(answering, mistake);
      recorded.add(new Case(mistake.title(), mistake.files(), mistake.command(), answer));
      text.append("=== ").append(mistake.title()).append('\n');
      mistake.files().forEach((n, c) -> text.append("--- ").append(n).append('\n').append(c));
      text.append("$ ").append(mistake.command()).append('\n').append(answer).append("\n\n");
    }
    Files.writeString(file, text);
    cases.clear();
    cases.addAll(recorded);
  }
}
