package io.noetl.camel.playbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code tool}. */
final class ToolParser {
  /** The kinds of tools that there are. */
  static final Set<String> KINDS = ToolKinds.ALL;

  private static final Set<String> NOT_CONFIG =
      Set.of("kind", "args", "input", "set", "spec", "output", "output_select");

  /** Kinds whose own field {@code name} is. */
  private static final Set<String> NAMED = Set.of("workbook", "secrets", "nats");

  private static final Map<String, String> OF_SPEC =
      Map.of("policy", "Write it below `spec:`: `spec: {policy: {rules: […]}}`.");

  private static final Set<String> WAITS = Set.of("seconds", "until", "signal");

  private final Problems problems;

  ToolParser(Problems problems) {
    this.problems = problems;
  }

  @Nullable ToolSpec parse(@Nullable Object value, String pointer) {
    if (value instanceof String kind) {
      problems.error(
          "PB0205",
          pointer,
          "'tool' is text ('" + kind + "').",
          "Write `tool: {kind: " + kind + ", …}` with the tool's fields inside.");
      return null;
    }
    Fields fields =
        Fields.of(value, pointer, "'tool'", "Write `tool: {kind: python, code: …}`.", problems);
    if (fields == null) {
      return null;
    }
    return read(fields);
  }

  /** A tool as a task of a list, whose {@code name} is its label. */
  @Nullable ToolSpec task(Fields fields) {
    String kind = String.valueOf(fields.get("kind"));
    return read(
        NAMED.contains(kind)
            ? fields
            : new Fields(fields.without(Set.of("name")), fields.pointer(), problems));
  }

  private @Nullable ToolSpec read(Fields written) {
    String kind = written.text("kind");
    if (kind == null && written.get("kind") != null) {
      return null;
    }
    Fields fields =
        kind == null ? written : renamed(new SpecFields(problems).laidBelow(written, kind));
    String pointer = fields.pointer();
    if (kind == null) {
      problems.error(
          "PB0206",
          pointer,
          "The tool has no kind, found " + Fields.describe(fields.map()) + ".",
          "Write `kind:` with one of "
              + String.join(", ", ToolKinds.HERE.stream().sorted().toList())
              + ".");
      return null;
    }
    if (!KINDS.contains(kind)) {
      problems.error(
          "PB0207",
          fields.pointer("kind"),
          "Unknown kind of tool '" + kind + "'.",
          switch (kind) {
            case "iterator" -> "Write the tool of the items, and `loop: {in: …}` in the step.";
            case "playbooks" ->
                "Did you mean 'playbook'? For several: `loop: {in: …}` in the step.";
            case "bash", "sh", "cmd", "command", "exec" -> "Did you mean 'shell'?";
            default -> Nearest.hint(kind, KINDS);
          });
      return null;
    }
    if (ToolKinds.ELSEWHERE.containsKey(kind)) {
      problems.warning(
          "PB0273",
          fields.pointer("kind"),
          "Tools of kind " + kind + " are refused when they run.",
          "Use " + ToolKinds.ELSEWHERE.get(kind) + " instead.");
    } else if (hasRequired(kind, fields)) {
      fields.warnUnknown(ToolFields.of(kind), "a tool of kind " + kind, OF_SPEC);
      ScriptCheck.check(kind, fields, problems);
      if (kind.equals("nats")) {
        NatsOperations.check(fields, problems);
      }
      if (kind.equals("wait") || kind.equals("approval")) {
        WaitCheck.check(fields, problems);
      }
    }
    return new ToolSpec(kind, fields.without(NOT_CONFIG), inputs(kind, fields), pointer);
  }

  /** {@code timeout_seconds} is another name of {@code timeout}. */
  private Fields renamed(Fields fields) {
    if (fields.get("timeout_seconds") == null || fields.has("timeout")) {
      return fields;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(fields.map());
    all.put("timeout", all.remove("timeout_seconds"));
    problems.source().alias(fields.pointer("timeout"), fields.pointer("timeout_seconds"));
    return new Fields(all, fields.pointer(), problems);
  }

  /** {@code input}, or {@code args} as it was called before. */
  private Map<String, @Nullable Object> inputs(String kind, Fields fields) {
    boolean argv = kind.equals("container") && fields.get("args") instanceof List;
    if (fields.has("input") && fields.has("args") && !argv) {
      problems.error(
          "PB0280",
          fields.pointer("args"),
          "The tool has 'input' and 'args', which are the same.",
          "Write all of them below `input:`.");
    }
    Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
    if (!argv) {
      inputs.putAll(fields.values("args"));
    }
    if (fields.has("input")) {
      problems.source().alias(fields.pointer("args"), fields.pointer("input"));
    }
    inputs.putAll(fields.values("input"));
    return inputs;
  }

  private boolean hasRequired(String kind, Fields fields) {
    return switch (kind) {
      case "python" ->
          oneOf(fields, Set.of("code", "code_b64", "code_base64", "script"), "code: |");
      case "http" -> oneOf(fields, Set.of("url", "endpoint"), "url: \"https://…\"");
      case "postgres", "duckdb", "ducklake", "snowflake" ->
          oneOf(fields, ToolFields.SQL, "command: |");
      case "playbook" ->
          oneOf(
              fields,
              Set.of("path", "playbook_path", "resource_path", "catalog_id"),
              "path: catalog/path");
      case "camel" -> oneOf(fields, Set.of("scheme", "uri"), "scheme: name");
      case "nats" -> oneOf(fields, Set.of("operation"), "operation: kv_get");
      case "shell" -> oneOf(fields, Set.of("command", "cmd", "cmds"), "command: |");
      case "wait" ->
          oneOf(fields, WAITS, "seconds: 60")
              && onlyOne(fields, WAITS, "Write one of them; `timeout:` bounds a signal.");
      case "approval" -> oneOf(fields, Set.of("title", "text"), "title: Load 40 rows?");
      case "signal" -> oneOf(fields, Set.of("signal"), "signal: name");
      case "container" -> oneOf(fields, Set.of("image", "runtime"), "image: registry/name:tag");
      default -> true;
    };
  }

  /** SQL in base64 is left out of messages: it has as many spellings as plain SQL. */
  private static boolean isShown(String key) {
    return !ToolFields.SQL.contains(key) || !key.endsWith("_b64");
  }

  private boolean onlyOne(Fields fields, Set<String> keys, String cure) {
    List<String> found = keys.stream().filter(fields::has).sorted().toList();
    if (found.size() > 1) {
      problems.error(
          "PB0297",
          fields.pointer(found.getLast()),
          "The tool has " + String.join(" and ", found) + ".",
          cure);
    }
    return found.size() <= 1;
  }

  private boolean oneOf(Fields fields, Set<String> keys, String example) {
    boolean found = keys.stream().anyMatch(fields::has);
    if (!found) {
      List<String> unknown = fields.map().keySet().stream().filter(k -> !k.equals("kind")).toList();
      String near =
          unknown.stream()
              .map(k -> Nearest.to(k, keys).map(n -> "Did you mean '" + n + "' for '" + k + "'?"))
              .flatMap(java.util.Optional::stream)
              .findFirst()
              .orElse("Write `" + example + "`.");
      problems.error(
          "PB0208",
          fields.pointer(),
          "The tool has none of "
              + String.join(", ", keys.stream().filter(ToolParser::isShown).sorted().toList())
              + ".",
          near);
    }
    return found;
  }
}
