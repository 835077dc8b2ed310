package io.noetl.camel.playbook;

import io.noetl.camel.playbook.Assignments.Assignment;
import io.noetl.camel.playbook.Assignments.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Warns of names of the execution that items of one loop write at the same time. */
final class ParallelWrites {
  private ParallelWrites() {}

  /**
   * Checks the tasks of a step.
   *
   * @param loop the step's loop; null where it has none
   */
  static void check(@Nullable Loop loop, List<Task> tasks, Problems problems) {
    if (loop == null || !isParallel(loop)) {
      return;
    }
    for (Task task : tasks) {
      check(task.set(), problems);
      task.rules().forEach(rule -> check(rule.set(), problems));
    }
  }

  private static boolean isParallel(Loop loop) {
    return switch (loop.mode()) {
      case SEQUENTIAL -> false;
      case PARALLEL -> !isOne(loop.maxInFlight());
      case CURSOR ->
          !isOne(loop.maxInFlight())
              || (loop.cursor() != null && !isOne(loop.cursor().rowConcurrency()));
    };
  }

  private static boolean isOne(Object bound) {
    return bound instanceof Number number && number.longValue() == 1;
  }

  private static void check(Assignments set, Problems problems) {
    for (Assignment assignment : set.entries()) {
      if (assignment.scope() == Scope.CTX) {
        String name = String.join(".", assignment.path());
        problems.warning(
            "PB0277",
            assignment.pointer(),
            "Items that run at the same time write 'ctx.%s': the last that is recorded stays."
                .formatted(name),
            "Write `iter.%s: …` for a value of the item, and read the loop's `results` behind it."
                .formatted(name));
      }
    }
  }
}
