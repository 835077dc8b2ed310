package io.noetl.camel.cli.upgrade;

import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.playbook.Problem;
import java.util.List;

/**
 * Rewrites a playbook of December's dialect into today's: rules and successors become arcs, args
 * become inputs, vars a {@code set}. Only what has to change is written anew, so comments, order
 * and spelling stay. What today's dialect can't say is refused, and nothing is changed then.
 */
public final class PlaybookUpgrade {
  private static final String KEY = "upgrade";
  private static final String MEETING = "PB0272";

  private final PlaybookCompiler compiler;

  /**
   * An upgrade.
   *
   * @param compiler tells whether what comes out means the same
   */
  public PlaybookUpgrade(PlaybookCompiler compiler) {
    this.compiler = compiler;
  }

  /** What became of a document. */
  public sealed interface Result {}

  /**
   * It was rewritten.
   *
   * @param text the new document
   */
  public record Upgraded(String text) implements Result {}

  /** It is of today's dialect already. */
  public record Unchanged() implements Result {}

  /**
   * It can't be, and why.
   *
   * @param problems each with its place
   */
  public record Refused(List<Problem> problems) implements Result {}

  /**
   * Rewrites a document.
   *
   * @param file the name to print for it
   */
  public Result upgrade(String text, String file) {
    Playbook playbook;
    try {
      playbook = compiler.compile(text, file, KEY).playbook();
    } catch (PlaybookInvalid e) {
      return new Refused(e.problems());
    }
    Refusals refusals = new Refusals(playbook.source());
    Edits edits = new Edits(text);
    StepUpgrade steps = new StepUpgrade(text, YamlTree.of(text), playbook, refusals, edits);
    playbook.steps().forEach(steps::rewrite);
    steps.inputs();
    if (!refusals.all().isEmpty()) {
      return new Refused(refusals.all());
    }
    return edits.isEmpty() ? new Unchanged() : checked(text, edits.apply(), file, refusals);
  }

  /** A step that each branch ran before, and that waits for them now, would not run the same. */
  private Result checked(String old, String text, String file, Refusals refusals) {
    try {
      compiler.compile(text, file, KEY);
    } catch (PlaybookInvalid e) {
      return new Refused(e.problems());
    }
    List<String> waited =
        compiler.check(old, file).stream()
            .filter(PlaybookUpgrade::isMeeting)
            .map(Problem::pointer)
            .toList();
    for (Problem problem : compiler.check(text, file)) {
      if (isMeeting(problem) && !waited.contains(problem.pointer())) {
        refusals.add(
            problem.pointer(),
            "Branches meet at this step, which each of them runs; today's dialect waits for all.",
            "Write `join: all` where that is meant, and upgrade it then.");
      }
    }
    return refusals.all().isEmpty() ? new Upgraded(text) : new Refused(refusals.all());
  }

  private static boolean isMeeting(Problem problem) {
    return problem.code().equals(MEETING) && problem.severity() == Problem.Severity.NOTE;
  }
}
