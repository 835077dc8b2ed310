package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How much of a playbook tests have reached. */
public final class Coverage {
  private final String file;
  private final Playbook playbook;
  private final String text;
  private final Map<String, Integer> steps = new LinkedHashMap<>();
  private final Map<Arc, Integer> arcs = new LinkedHashMap<>();
  private final Map<String, Integer> pointers = new TreeMap<>();

  /**
   * A way from a step to another.
   *
   * @param pointer JSON pointer of the rule, arc or {@code next} that takes it
   */
  public record Arc(String from, String to, String pointer) {}

  /**
   * Nothing is reached yet.
   *
   * @param file the name of the playbook's file
   * @param text the playbook's text
   */
  Coverage(String file, Playbook playbook, String text) {
    this.file = file;
    this.playbook = playbook;
    this.text = text;
    for (Step step : playbook.steps()) {
      steps.put(step.name(), 0);
      arcsOf(step).forEach(arc -> arcs.put(arc, 0));
    }
  }

  private static List<Arc> arcsOf(Step step) {
    List<Arc> arcs = new ArrayList<>();
    switch (step.router()) {
      case Router.Successors(List<Target> targets) ->
          targets.forEach(t -> arcs.add(arc(step, t, step.pointer() + "/next")));
      case Router.Arcs router ->
          router.arcs().forEach(a -> arcs.add(arc(step, a.target(), a.pointer())));
    }
    for (Rule rule : step.rules()) {
      for (Action action : rule.then()) {
        switch (action) {
          case Action.Next next ->
              next.targets().forEach(t -> arcs.add(arc(step, t, rule.pointer())));
          case Action.Call call -> arcs.add(arc(step, call.target(), rule.pointer()));
          default -> {}
        }
      }
    }
    return arcs;
  }

  private static Arc arc(Step step, Target target, String pointer) {
    return new Arc(step.name(), target.step(), pointer);
  }

  /** Adds what an execution has reached. */
  synchronized void add(Trail trail) {
    trail.steps().forEach(step -> steps.computeIfPresent(step, (s, times) -> times + 1));
    trail.pointers().forEach(pointer -> pointers.merge(pointer, 1, Integer::sum));
    for (Trail.Way way : trail.ways()) {
      String to = playbook.steps().get(way.to()).name();
      arcs.replaceAll(
          (arc, times) ->
              arc.from().equals(way.from()) && arc.to().equals(to) && isIn(way.action(), arc)
                  ? times + 1
                  : times);
    }
  }

  private static boolean isIn(String action, Arc arc) {
    return action.equals(arc.pointer()) || action.startsWith(arc.pointer() + "/");
  }

  /** The playbook's file. */
  public String file() {
    return file;
  }

  /** The playbook's text. */
  String text() {
    return text;
  }

  /** How often each step was reached. */
  public synchronized Map<String, Integer> steps() {
    return new LinkedHashMap<>(steps);
  }

  /** How often each way was taken. */
  public synchronized Map<Arc, Integer> arcs() {
    return new LinkedHashMap<>(arcs);
  }

  /** Per cent of the steps. */
  public double stepsReached() {
    return share(List.copyOf(steps().values()));
  }

  /** Per cent of the ways. */
  public double arcsTaken() {
    return share(List.copyOf(arcs().values()));
  }

  private static double share(List<Integer> times) {
    long reached = times.stream().filter(t -> t > 0).count();
    return times.isEmpty() ? 100 : 100.0 * reached / times.size();
  }

  /**
   * How often each line was reached: those of a step when it ran, those of a rule that leads
   * somewhere or stores something when it did. Blank lines and comments are left out.
   */
  public synchronized Map<Integer, Integer> lines() {
    Map<Integer, Integer> begins = new TreeMap<>();
    for (Step step : playbook.steps()) {
      int of = steps.getOrDefault(step.name(), 0);
      begins.put(line(step.pointer()), of);
      for (Rule rule : step.rules()) {
        boolean tells =
            rule.then().stream()
                .anyMatch(
                    action ->
                        action instanceof Action.Next
                            || action instanceof Action.Call
                            || action instanceof Action.Sink);
        begins.put(line(rule.pointer()), tells ? times(rule.pointer()) : of);
      }
      for (Target target : step.next()) {
        Arc arc = new Arc(step.name(), target.step(), step.pointer() + "/next");
        begins.put(line(target.pointer()), arcs.getOrDefault(arc, 0));
      }
    }
    return spread(begins);
  }

  private int line(String pointer) {
    return playbook.source().at(pointer).line();
  }

  private int times(String pointer) {
    return pointers.entrySet().stream()
        .filter(e -> e.getKey().equals(pointer) || e.getKey().startsWith(pointer + "/"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private Map<Integer, Integer> spread(Map<Integer, Integer> begins) {
    Map<Integer, Integer> lines = new TreeMap<>();
    List<String> all = text.lines().toList();
    Integer times = null;
    for (int number = 1; number <= all.size(); number++) {
      times = begins.getOrDefault(number, times);
      String line = all.get(number - 1);
      if (line.matches("[A-Za-z_].*")) {
        times = null;
      }
      if (times != null && !line.isBlank() && !line.strip().startsWith("#")) {
        lines.put(number, times);
      }
    }
    return lines;
  }
}
