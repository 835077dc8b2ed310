package io.noetl.camel.playbook;

import java.util.List;

/** How the flow goes on behind a step. */
public sealed interface Router {

  /** Every step that it can lead to. */
  List<Target> targets();

  /**
   * December's {@code next}: taken when no rule gave a transition.
   *
   * @param targets several run at the same time
   */
  record Successors(List<Target> targets) implements Router {}

  /**
   * {@code next: {spec, arcs}}.
   *
   * @param mode whether one arc is taken or all that match
   * @param quiet whether a branch that ends for want of a match does not lead to the last step
   * @param arcs in the order in which they are tried
   * @param pointer JSON pointer of {@code next}
   */
  record Arcs(Mode mode, boolean quiet, List<Arc> arcs, String pointer) implements Router {
    @Override
    public List<Target> targets() {
      return arcs.stream().map(Arc::target).toList();
    }

    /** Whether an arc is taken at each success. */
    public boolean alwaysGoesOn() {
      return arcs.stream().anyMatch(arc -> arc.when() == null);
    }
  }

  /** How many arcs are taken. */
  enum Mode {
    /** The first that matches. */
    EXCLUSIVE,
    /** All that match, at the same time. */
    INCLUSIVE
  }
}
