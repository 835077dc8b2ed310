package io.noetl.camel.playbook;

import io.noetl.camel.playbook.Assignments.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a step calls one after another: {@code tool} as a list, or one tool with a policy. */
final class TasksParser {
  private final Problems problems;
  private final ToolParser tools;
  private final PolicyParser policies;
  private final AssignmentsParser assignments;

  TasksParser(Problems problems, ToolParser tools) {
    this.problems = problems;
    this.tools = tools;
    this.policies = new PolicyParser(problems);
    this.assignments = new AssignmentsParser(problems);
  }

  /** Whether a {@code tool} is one that becomes a list of tasks. */
  static boolean isTasks(@Nullable Object tool) {
    return tool instanceof List
        || (tool instanceof Map<?, ?> map
            && (map.get("set") != null
                || (map.get("spec") instanceof Map<?, ?> spec
                    && spec.get("policy") instanceof Map)));
  }

  /**
   * Reads the tasks.
   *
   * @param step the step's name
   */
  List<Task> parse(String step, @Nullable Object tool, String pointer) {
    if (!(tool instanceof List<?> list)) {
      Fields fields = new Fields(members(tool), pointer, problems);
      return one(0, step + "_task", fields, List.of(step + "_task"));
    }
    if (list.isEmpty()) {
      problems.error(
          "PB0269", pointer, "The list of tasks is empty.", "Write `- {name: …, kind: …}`.");
    }
    List<Fields> written = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Fields fields =
          Fields.of(
              list.get(i),
              SourceMap.child(pointer, i),
              "A task",
              "Write `- {name: …, kind: …}`.",
              problems);
      if (fields == null) {
        continue;
      }
      Map.Entry<String, Fields> named = named(i, fields);
      labels.add(named.getKey());
      written.add(named.getValue());
    }
    unique(labels, written);
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      tasks.addAll(one(i, labels.get(i), written.get(i), labels));
    }
    return tasks;
  }

  /** A task with its label: {@code {name, kind, …}}, or {@code label: {kind, …}}. */
  private Map.Entry<String, Fields> named(int index, Fields fields) {
    if (!fields.has("kind") && fields.map().size() == 1) {
      Map.Entry<String, @Nullable Object> only = fields.map().entrySet().iterator().next();
      if (only.getValue() instanceof Map<?, ?> map && map.containsKey("kind")) {
        problems.source().alias(fields.pointer(), SourceMap.child(fields.pointer(), only.getKey()));
        return Map.entry(only.getKey(), new Fields(members(map), fields.pointer(), problems));
      }
    }
    String name = fields.text("name");
    return Map.entry(name == null ? "task_" + index : name, fields);
  }

  private void unique(List<String> labels, List<Fields> written) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      ReservedNames.check(labels.get(i), "task", written.get(i).pointer("name"), problems);
      if (!seen.add(labels.get(i))) {
        problems.error(
            "PB0269",
            written.get(i).pointer("name"),
            "There are two tasks named '" + labels.get(i) + "' in the step.",
            "Rename one of them: jumps and results go by the name.");
      }
    }
  }

  private List<Task> one(int index, String label, Fields fields, List<String> labels) {
    ToolSpec tool = tools.task(fields);
    Fields spec = new Fields(fields.values("spec"), fields.pointer("spec"), problems);
    Fields policy = new Fields(spec.values("policy"), spec.pointer("policy"), problems);
    List<PolicyRule> rules = policies.parse(policy, index, labels);
    Assignments set = assignments.parse(fields, Scope.LOCAL);
    return tool == null ? List.of() : List.of(new Task(index, label, tool, set, rules));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> members(@Nullable Object map) {
    return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(map);
  }
}
