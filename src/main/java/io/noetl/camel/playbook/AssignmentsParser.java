package io.noetl.camel.playbook;

import io.noetl.camel.playbook.Assignments.Assignment;
import io.noetl.camel.playbook.Assignments.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code set} of today's dialect: names with their scopes. */
final class AssignmentsParser {
  private static final Set<String> READ_ONLY =
      Set.of("workload", "input", "output", "keychain", "event", "vars");
  private static final List<String> SCOPES = List.of("ctx", "iter", "step");

  private final Problems problems;

  AssignmentsParser(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads the {@code set} of a step, an arc, a task or a rule; February's {@code set_ctx} and
   * {@code set_iter} beside it count too.
   *
   * @param bare the scope of a name without one
   */
  Assignments parse(Fields fields, Scope bare) {
    List<Assignment> entries = new ArrayList<>();
    add(fields, "set", bare, entries);
    old(fields, "set_ctx", Scope.CTX, "set: {ctx.name: …}", entries);
    old(fields, "set_iter", Scope.ITER, "set: {iter.name: …}", entries);
    return new Assignments(entries, fields.pointer("set"));
  }

  /** Reads a map under another key, whose bare names go into a scope. */
  void old(Fields fields, String key, Scope bare, String instead, List<Assignment> entries) {
    if (fields.has(key)) {
      Dialects.renamed(fields, key, instead, problems);
      add(fields, key, bare, entries);
    }
  }

  private void add(Fields fields, String key, Scope bare, List<Assignment> entries) {
    Object value = fields.get(key);
    String pointer = fields.pointer(key);
    if (value == null) {
      return;
    }
    if (!(value instanceof Map<?, ?> map)) {
      problems.error(
          "PB0222",
          pointer,
          "'" + key + "' has to be a map, found " + Fields.describe(value) + ".",
          "Write `set: {ctx.name: \"{{ … }}\"}`.");
      return;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Assignment read = one(name, entry.getValue(), SourceMap.child(pointer, name), bare);
      if (read != null) {
        entries.add(read);
      }
    }
  }

  private @Nullable Assignment one(
      String name, @Nullable Object value, String pointer, Scope bare) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    if (READ_ONLY.contains(first) && !(dot < 0 && first.equals("vars"))) {
      problems.error(
          "PB0265",
          pointer,
          "'set' writes '" + name + "': " + first + " can't be written.",
          "Write `ctx." + (dot < 0 ? "name" : name.substring(dot + 1)) + ": …`.");
      return null;
    }
    if (dot < 0) {
      return new Assignment(bare, List.of(name), value, pointer);
    }
    if (!SCOPES.contains(first)) {
      problems.warning(
          "PB0266",
          pointer,
          "'" + first + "' is no scope: the name that is written has a dot in it ('" + name + "').",
          "Write `ctx." + name + ": …` for a member of the map " + first + ".");
      return new Assignment(bare, List.of(name), value, pointer);
    }
    List<String> path = List.of(name.substring(dot + 1).split("\\.", -1));
    if (path.stream().anyMatch(String::isBlank)) {
      problems.error(
          "PB0265",
          pointer,
          "'set' writes '" + name + "', which has no name behind a dot.",
          "Write `" + first + ".name: …`.");
      return null;
    }
    return new Assignment(
        Scope.valueOf(first.toUpperCase(java.util.Locale.ROOT)), path, value, pointer);
  }
}
