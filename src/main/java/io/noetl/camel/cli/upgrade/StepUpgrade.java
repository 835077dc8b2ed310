package io.noetl.camel.cli.upgrade;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rewrites one step: its rules and successors, its args, its vars. */
final class StepUpgrade {
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)(#.*)$");
  private static final Pattern ARGS = Pattern.compile("(?<![\\w.])args(?!\\w)");

  private final String text;
  private final YamlTree tree;
  private final Playbook playbook;
  private final Refusals refusals;
  private final Edits edits;
  private final Map<Step, Set<String>> inputs = new LinkedHashMap<>();

  StepUpgrade(String text, YamlTree tree, Playbook playbook, Refusals refusals, Edits edits) {
    this.text = text;
    this.tree = tree;
    this.playbook = playbook;
    this.refusals = refusals;
    this.edits = edits;
  }

  void rewrite(Step step) {
    if (step.arcs() != null) {
      return;
    }
    next(step);
    args(step);
    vars(step);
  }

  private void next(Step step) {
    YamlTree.Member rules = tree.find(step.pointer() + "/case");
    YamlTree.Member next = tree.find(step.pointer() + "/next");
    if (rules == null && (next == null || step.next().isEmpty())) {
      return;
    }
    Rules made = new Rules(step, refusals);
    List<NewArc> arcs = made.arcs();
    if (!step.rules().isEmpty() && step.next().size() > 1) {
      refusals.add(
          step.pointer() + "/next",
          "Without a matching rule the step goes to several steps; arcs go to the first that"
              + " matches, or to all.",
          "Put a step between that goes to all of them.");
    }
    arcs.forEach(arc -> handedOver(step, arc));
    arcs.forEach(arc -> writable(step, arc.written().keySet()));
    if (!refusals.all().isEmpty()) {
      return;
    }
    Action.Sink sink = made.sink();
    YamlTree.Member stored = sink == null ? null : tree.find(sink.pointer());
    if (sink != null && (stored == null || tree.find(step.pointer() + "/sink") != null)) {
      refusals.add(
          sink.pointer(), "The rule stores in several places.", "Write `sink:` in the step.");
      return;
    }
    YamlTree.Member at = next == null ? Objects.requireNonNull(rules) : next;
    if (at.inFlow() && rules != null) {
      refusals.add(
          step.pointer() + "/case",
          "The step is written in braces.",
          "Write it in lines, one member each.");
      return;
    }
    if (at.inFlow()) {
      edits.replace(at.key(), at.end(), "next: " + ArcsText.inOneLine(arcs, made.inclusive()));
      return;
    }
    List<String> comments = new ArrayList<>();
    for (YamlTree.Member written :
        rules == null || rules.equals(at) ? List.of(at) : List.of(rules, at)) {
      comments.addAll(comments(written, stored));
    }
    if (stored != null) {
      comments.add("sink" + moved(stored, at.column()));
    }
    edits.replace(
        at.key(),
        at.end(),
        arcs.isEmpty()
            ? String.join("\n" + " ".repeat(at.column()), comments)
            : ArcsText.of(arcs, made.inclusive(), at.column(), comments));
    if (next != null && rules != null) {
      edits.removeLines(rules.key(), rules.end());
    }
  }

  /** What stands behind a key that moves to another column. */
  private String moved(YamlTree.Member member, int column) {
    String value = text.substring(member.keyEnd(), member.end());
    int less = member.inFlow() ? 0 : member.column() - column;
    return value.replaceAll("\n {0," + Math.max(0, less) + "}", "\n");
  }

  /**
   * Comments inside of what is written anew are kept above it.
   *
   * @param kept what is not written anew; null for nothing
   */
  private List<String> comments(YamlTree.Member member, YamlTree.@Nullable Member kept) {
    List<String> found = new ArrayList<>();
    String written = text.substring(member.key(), member.end());
    if (kept != null && kept.key() >= member.key() && kept.end() <= member.end()) {
      written =
          text.substring(member.key(), kept.key())
              + "\n"
              + text.substring(kept.end(), member.end());
    }
    for (String line : written.split("\n", -1)) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.find() && isOutsideOfQuotes(line.substring(0, comment.start(1)))) {
        found.add(comment.group(1).strip());
      }
    }
    return found;
  }

  private static boolean isOutsideOfQuotes(String before) {
    return before.chars().filter(c -> c == '"').count() % 2 == 0
        && before.chars().filter(c -> c == '\'').count() % 2 == 0;
  }

  /** December's workload changes with what is set; today's stays as it was at the start. */
  private void writable(Step step, Set<String> names) {
    for (String name : names) {
      boolean read =
          Pattern.compile("\\bworkload\\." + Pattern.quote(name) + "\\b").matcher(text).find();
      if (read && playbook.workload().containsKey(name)) {
        refusals.add(
            step.pointer(),
            "The step sets '%s', and the workload's '%s' is read: today's workload does not change."
                .formatted(name, name),
            "Write `{{ ctx.%s }}` where it is read.".formatted(name));
      }
    }
  }

  /** Args of a way are args of its target; what an arc sets is a name for the rest of the run. */
  private void handedOver(Step step, NewArc arc) {
    Step target = playbook.step(arc.step()).orElse(null);
    if (target == null) {
      return;
    }
    String pointer = target.pointer();
    String written = written(target);
    if (step.loop() != null && written.contains("loop_results")) {
      refusals.add(
          pointer,
          "Step '%s' reads 'loop_results', which a rule of the loop hands over."
              .formatted(target.name()),
          "Write `%s` in its place.".formatted(step.name()));
    }
    for (String name : arc.args().keySet()) {
      boolean taken =
          target.tool().args().containsKey(name)
              || target.args().containsKey(name)
              || playbook.workload().containsKey(name)
              || playbook.step(name).isPresent();
      boolean asArg =
          target.tool().kind().equals("python") || target.tool().kind().equals("playbook");
      boolean free = !taken && !ARGS.matcher(written).find() && !isWrittenElsewhere(name, arc);
      if (free && asArg && takesFromEachWay(target, arc)) {
        inputs.computeIfAbsent(target, none -> new LinkedHashSet<>()).add(name);
      } else if (taken || asArg || ARGS.matcher(written).find() || isWrittenElsewhere(name, arc)) {
        refusals.add(
            pointer,
            "Step '%s' hands '%s' over to step '%s' as an arg, which wins over its own."
                .formatted(step.name(), name, target.name()),
            "Write `input: {%s: \"{{ ctx.%s }}\"}` in the tool, and `set: {ctx.%s: …}` in the arc."
                .formatted(name, name, name));
      }
    }
  }

  /**
   * Whether all ways to a step hand over the same args, so that it may have inputs of that name.
   */
  private boolean takesFromEachWay(Step target, NewArc arc) {
    YamlTree.Member tool = tree.find(target.pointer() + "/tool");
    return tool != null
        && !tool.inFlow()
        && target.args().isEmpty()
        && target.input().isEmpty()
        && !target.equals(playbook.entry())
        && playbook.steps().stream()
            .flatMap(each -> each.outgoing().stream())
            .filter(way -> way.step().equals(target.name()))
            .allMatch(way -> way.args().keySet().equals(arc.args().keySet()));
  }

  /** Writes the inputs of steps to which args are handed over. */
  void inputs() {
    inputs.forEach(
        (target, names) -> {
          YamlTree.Member tool = tree.get(target.pointer() + "/tool");
          String members =
              names.stream()
                  .map(name -> name + ": \"{{ ctx." + name + " }}\"")
                  .collect(Collectors.joining(", "));
          edits.replace(
              tool.key(), tool.key(), "input: {" + members + "}\n" + " ".repeat(tool.column()));
        });
  }

  private boolean isWrittenElsewhere(String name, NewArc arc) {
    return playbook.steps().stream()
        .flatMap(step -> step.outgoing().stream())
        .filter(target -> !target.step().equals(arc.step()))
        .map(Target::args)
        .anyMatch(args -> args.containsKey(name));
  }

  private String written(Step step) {
    YamlTree.Member tool = tree.find(step.pointer() + "/tool");
    return tool == null ? "" : text.substring(tool.key(), tool.end());
  }

  private void args(Step step) {
    String ofTool = SourceMap.child(step.tool().pointer(), "args");
    YamlTree.Member tool = tree.find(ofTool);
    boolean argv =
        step.tool().kind().equals("container") && step.tool().args().isEmpty() && tool != null;
    if (tool != null
        && !argv
        && tree.find(SourceMap.child(step.tool().pointer(), "input")) == null) {
      edits.replace(tool.key(), tool.keyEnd(), "input");
    }
    payload(step);
    YamlTree.Member ofStep = tree.find(step.pointer() + "/args");
    if (ofStep == null || tree.find(step.pointer() + "/input") != null) {
      return;
    }
    if (step.tool().kind().equals("workbook")) {
      refusals.add(
          step.pointer() + "/args",
          "The step's args win over those of the workbook's entry; an `input` of the step does"
              + " not.",
          "Write them as `input:` of the tool.");
    }
    for (Map.Entry<String, ?> arg : step.args().entrySet()) {
      if (step.tool().args().containsKey(arg.getKey())) {
        refusals.add(
            SourceMap.child(step.pointer() + "/args", arg.getKey()),
            "The step's '%s' wins over its tool's; an `input` of the step does not."
                .formatted(arg.getKey()),
            "Keep one of the two.");
      }
    }
    edits.replace(ofStep.key(), ofStep.keyEnd(), "input");
  }

  /** The payload's members are args of the first step, and win over its own. */
  private void payload(Step step) {
    if (step.equals(playbook.entry())) {
      step.tool().args().forEach((name, value) -> payload(step.tool().pointer(), name, value));
      step.args().forEach((name, value) -> payload(step.pointer(), name, value));
    }
  }

  private void payload(String pointer, String name, @Nullable Object value) {
    String told = String.valueOf(value).replace(" ", "");
    if (playbook.workload().containsKey(name)
        && !told.equals("{{workload." + name + "}}")
        && !told.equals("{{" + name + "}}")) {
      refusals.add(
          SourceMap.child(SourceMap.child(pointer, "args"), name),
          "A start's payload wins over this arg; today it does not.",
          "Write `%s: \"{{ workload.%s }}\"`.".formatted(name, name));
    }
  }

  private void vars(Step step) {
    YamlTree.Member vars = tree.find(step.pointer() + "/vars");
    if (vars == null) {
      return;
    }
    if (step.loop() != null) {
      refusals.add(
          step.pointer() + "/vars",
          "The loop's items write the vars; a `set` of the step is written once, at its end.",
          "Write `set:` in a task of the tool, or take the values from the loop's result.");
      return;
    }
    writable(step, step.vars().keySet());
    if (tree.find(step.pointer() + "/set") != null) {
      refusals.add(
          step.pointer() + "/vars",
          "The step has 'vars' and 'set', which are one in today's dialect.",
          "Write all of them below `set:`.");
      return;
    }
    String body = text.substring(vars.keyEnd(), vars.end());
    edits.replace(vars.keyEnd(), vars.end(), String.valueOf(Rules.renamed(body)));
    edits.replace(vars.key(), vars.keyEnd(), "set");
  }
}
