package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.ProblemText;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.execution.schedule.Timing;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.playbooktest.TestFiles;
import io.noetl.camel.playbooktest.TestPython;
import io.noetl.camel.playbooktest.TestRunner;
import io.noetl.camel.playbooktest.TestServices;
import io.noetl.camel.playbooktest.TestSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lint FILE…}: what is wrong with playbooks, all of it, without a server. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Check playbooks and their tests: exit code 1 if one has an error.")
public final class LintCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Playbooks, subscriptions, or files of tests.")
  private List<Path> files = new ArrayList<>();

  @Mixin private JsonOption json = new JsonOption();

  LintCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PlaybookCompiler compiler = DocumentCompiler.create();
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    boolean errors = false;
    for (Path file : files) {
      List<Problem> problems =
          TestFiles.isTest(file)
              ? tests(file)
              : check(compiler, DocumentCompiler.read(file), file.toString());
      errors |= problems.stream().anyMatch(Problem::refuses);
      problems.forEach(problem -> found.add(json(problem)));
    }
    report(found);
    return errors ? ExitCode.FAILED : ExitCode.OK;
  }

  private static List<Problem> check(PlaybookCompiler compiler, String text, String name) {
    return SubscriptionParser.isSubscription(text)
        ? SubscriptionParser.parse(text, name, Timing::of).problems()
        : compiler.check(text, name);
  }

  /** Of tests, what they say of their playbook too. */
  private static List<Problem> tests(Path file) {
    try (TestPython python = new TestPython();
        TestRunner runner =
            new TestRunner(TestFiles.catalog(List.of(file)), TestServices.NONE, python, false, 1)) {
      return runner.check(TestSource.of(file));
    }
  }

  private void report(ArrayNode found) {
    if (json.chosen()) {
      session.console().data(found.toString());
      return;
    }
    ProblemText text = new ProblemText(session.console().dataStyle());
    for (JsonNode problem : found) {
      text.lines(problem, null).forEach(session.console()::data);
    }
    session
        .console()
        .say(
            found.isEmpty()
                ? "%d checked, nothing found".formatted(files.size())
                : "%d checked, %d found".formatted(files.size(), found.size()));
  }

  static ObjectNode json(Problem problem) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", problem.code())
        .put("severity", problem.severity().name())
        .put("file", problem.file())
        .put("line", problem.line())
        .put("column", problem.column())
        .put("pointer", problem.pointer())
        .put("message", problem.message())
        .put("cure", problem.cure())
        .put("excerpt", problem.excerpt());
  }
}
