package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayList;
import java.util.List;

/** Draws the control flow of a playbook as a Mermaid flowchart. */
public final class Mermaid {
  private final Playbook playbook;
  private final Flow flow;
  private final List<String> lines = new ArrayList<>(List.of("flowchart TD"));

  private Mermaid(CompiledPlaybook compiled) {
    this.playbook = compiled.playbook();
    this.flow = compiled.flow();
  }

  /** The text of the diagram. */
  public static String of(CompiledPlaybook compiled) {
    Mermaid mermaid = new Mermaid(compiled);
    mermaid.playbook.steps().forEach(mermaid::node);
    mermaid.playbook.steps().forEach(mermaid::edges);
    mermaid.cleanup();
    return String.join("\n", mermaid.lines) + "\n";
  }

  private void node(Step step) {
    String label = quoted(step.name() + "\n" + step.kinds());
    lines.add(
        "  s%d%s"
            .formatted(
                step.index(), step.loop() == null ? "[" + label + "]" : "[[" + label + "]]"));
  }

  private void edges(Step step) {
    for (Rule rule : step.rules()) {
      for (Action action : rule.then()) {
        switch (action) {
          case Action.Next next -> next.targets().forEach(t -> edge(step, t, "-->", rule.when()));
          case Action.Call call -> edge(step, call.target(), "-.->", "call: " + rule.when());
          default -> {}
        }
      }
    }
    Router.Arcs arcs = step.arcs();
    if (arcs != null) {
      for (Arc arc : arcs.arcs()) {
        edge(step, arc.target(), "-->", arc.when() == null ? "" : arc.when());
      }
    }
    for (Target target : step.next()) {
      edge(step, target, "-->", "");
    }
    if (step.next().isEmpty()
        && flow.end().isPresent()
        && step.arcs() == null
        && step.isOfWorkflow()
        && !playbook.isLast(step)) {
      lines.add("  s%d -.-> s%d".formatted(step.index(), flow.end().get().index()));
    }
  }

  private void cleanup() {
    playbook
        .cleanup()
        .compensations()
        .forEach((step, undo) -> lines.add("  s%d -.->|undone by| s%d".formatted(step, undo)));
    playbook
        .cleanup()
        .blocks()
        .forEach(
            (part, block) ->
                lines.add(
                    "  %s([%s]) --> s%d".formatted(part.key(), quoted(part.key()), block.first())));
  }

  private void edge(Step step, Target target, String arrow, String condition) {
    String label = condition.isEmpty() ? "" : "|" + quoted(condition) + "|";
    lines.add("  s%d %s%s s%d".formatted(step.index(), arrow, label, flow.indexOf(target.step())));
  }

  private static String quoted(String text) {
    String escaped =
        text.strip()
            .replace("&", "&amp;")
            .replace("\"", "&quot;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\n", "<br>");
    return "\"" + escaped + "\"";
  }
}
