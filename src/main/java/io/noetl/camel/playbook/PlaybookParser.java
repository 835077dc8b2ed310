package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks a playbook document: all its problems in one report. */
public final class PlaybookParser {
  private static final String API_VERSION = "noetl.io/v2";
  static final Set<String> KNOWN =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "workload",
          "keychain",
          "workbook",
          "workflow",
          "name",
          "path",
          "description",
          "labels",
          "timeout",
          "concurrency",
          "priority",
          "deadline",
          "undefined",
          "layout",
          "executor",
          "spec",
          "tracing",
          "on_failure",
          "on_cancel",
          "finally",
          "notify");

  static final Set<String> WORKBOOK_KEYS = Set.of("name", "tool", "args", "desc", "description");

  /**
   * Reads a document.
   *
   * @param text YAML (or JSON, which is YAML)
   * @param file the name to print for it
   */
  public ParsedPlaybook parse(String text, String file) {
    SourceMap source = new SourceMap(file, text.lines().toList());
    Problems problems = new Problems(source);
    Object root = YamlReader.read(text, source, problems);
    Playbook playbook = problems.hasErrors() ? null : playbook(root, source, problems);
    return new ParsedPlaybook(playbook, problems.all());
  }

  private @Nullable Playbook playbook(@Nullable Object root, SourceMap source, Problems problems) {
    Fields fields =
        Fields.of(
            root,
            "",
            "A playbook",
            "Begin with `apiVersion: noetl.io/v2` and `kind: Playbook`.",
            problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(KNOWN, "the playbook");
    new QuoteCheck(problems).check(root, "");
    header(fields, problems);
    Fields metadata = new Fields(fields.values("metadata"), fields.pointer("metadata"), problems);
    String name = metadata.text("name");
    if (name == null) {
      name = fields.text("name");
    }
    if (name == null && isMissing(metadata, fields)) {
      problems.error(
          "PB0012",
          fields.has("metadata") ? fields.pointer("metadata") : "",
          "The playbook has no name.",
          "Write `metadata: {name: …, path: folder/name}`.");
    }
    if (name != null) {
      ReservedNames.check(
          name,
          "playbook",
          metadata.has("name") ? metadata.pointer("name") : fields.pointer("name"),
          problems);
    }
    String path = path(fields, metadata, name);
    ReservedNames.check(
        path,
        "path",
        metadata.has("path") ? metadata.pointer("path") : fields.pointer("path"),
        problems);
    ignored(fields, problems);
    List<WorkbookEntry> workbook = workbook(fields, problems);
    StepParser parser =
        new StepParser(
            problems,
            fields.get("workflow") instanceof List<?> items
                && items.stream().anyMatch(PlaybookParser::isOfArcs),
            ExecutorParser.timeout(fields, problems));
    List<Step> workflow = workflow(fields, parser, problems);
    List<Step> steps = new ArrayList<>(workflow);
    Cleanup cleanup = new CleanupParser(problems, parser, steps).parse(fields);
    ExecutorSpec executor = new ExecutorParser(problems).parse(fields);
    List<Notify> notices = new NotifyParser(problems).parse(fields);
    RemindCheck.check(steps, notices, problems);
    boolean allRead =
        fields.get("workflow") instanceof List<?> written && written.size() == workflow.size();
    if (allRead) {
      FlowCheck.check(workflow, executor, problems);
      FlowCheck.names(steps, workbook, problems);
    }
    return new Playbook(
        name == null ? "" : name,
        path,
        fields.values("workload"),
        new KeychainParser(problems).parse(fields),
        workbook,
        steps,
        cleanup,
        executor,
        fields.get("timeout") == null
            ? null
            : fields.amount("timeout", StepParser.NO_TIMEOUT, 0.001),
        new ConcurrencyParser(problems).parse(fields),
        notices,
        labels(fields, metadata),
        isStrict(fields, problems),
        source);
  }

  /** {@code undefined: strict}. */
  private static boolean isStrict(Fields fields, Problems problems) {
    String value = fields.text("undefined");
    if (value != null && !value.equals("strict") && !value.equals("empty")) {
      problems.error(
          "PB0105",
          fields.pointer("undefined"),
          "'undefined' is " + Fields.describe(value) + ".",
          "Write strict: an undefined name is an error; or empty: it renders empty.");
    }
    return "strict".equals(value);
  }

  /** Sections that NoETL reads and that mean nothing. */
  private static void ignored(Fields fields, Problems problems) {
    for (String key : List.of("spec", "tracing")) {
      if (fields.has(key)) {
        problems.warning(
            "PB0110",
            fields.pointer(key),
            "The section '" + key + "' of a playbook has no effect.",
            key.equals("spec") ? "Write it below `executor:`, or in a step." : "Remove it.");
      }
    }
  }

  /** Whether there is no name at all; one of another type is a problem of its own. */
  private static boolean isMissing(Fields metadata, Fields fields) {
    return (fields.get("metadata") == null || fields.get("metadata") instanceof Map)
        && metadata.get("name") == null
        && fields.get("name") == null;
  }

  private static String path(Fields fields, Fields metadata, @Nullable String name) {
    String path = metadata.text("path");
    if (path == null) {
      path = fields.text("path");
    }
    return path != null ? path : Objects.requireNonNullElse(name, "unknown");
  }

  /** Those of the metadata go before those at the top; values are texts. */
  private static Map<String, String> labels(Fields fields, Fields metadata) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Fields place : List.of(fields, metadata)) {
      if (place.get("labels") instanceof Map<?, ?> given) {
        given.forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
      }
    }
    return labels;
  }

  private static void header(Fields fields, Problems problems) {
    Object version = fields.get("apiVersion");
    if (!API_VERSION.equals(version) && !"noetl.io/v10".equals(version)) {
      problems.error(
          "PB0010",
          fields.has("apiVersion") ? fields.pointer("apiVersion") : "",
          "apiVersion is " + Fields.describe(version) + ".",
          "Write `apiVersion: " + API_VERSION + "`.");
    }
    Object kind = fields.get("kind");
    if (!"Playbook".equals(kind)) {
      problems.error(
          "PB0011",
          fields.has("kind") ? fields.pointer("kind") : "",
          "kind is " + Fields.describe(kind) + ".",
          "Write `kind: Playbook`.");
    }
  }

  private static List<Step> workflow(Fields fields, StepParser parser, Problems problems) {
    List<Step> steps = new ArrayList<>();
    List<?> items = fields.items("workflow");
    Object found = fields.get("workflow");
    if (found == null || found.equals(List.of())) {
      problems.error(
          "PB0013",
          fields.has("workflow") ? fields.pointer("workflow") : "",
          "The playbook has no workflow.",
          "Write `workflow:` with `- step: start` below it.");
    }
    for (int i = 0; i < items.size(); i++) {
      Step step = parser.parse(i, items.get(i), SourceMap.child(fields.pointer("workflow"), i));
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static boolean isOfArcs(@Nullable Object step) {
    return step instanceof Map<?, ?> map && ArcsParser.isArcs(map.get("next"));
  }

  private static List<WorkbookEntry> workbook(Fields fields, Problems problems) {
    List<WorkbookEntry> entries = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    ToolParser tools = new ToolParser(problems);
    List<?> items = fields.items("workbook");
    for (int i = 0; i < items.size(); i++) {
      String pointer = SourceMap.child(fields.pointer("workbook"), i);
      Fields entry =
          Fields.of(
              items.get(i),
              pointer,
              "An entry of 'workbook'",
              "Write `- {name: …, tool: {kind: …}}`.",
              problems);
      if (entry == null) {
        continue;
      }
      entry.warnUnknown(WORKBOOK_KEYS, "an entry of 'workbook'");
      String name = entry.text("name");
      if (name == null || !entry.has("tool")) {
        problems.error(
            "PB0240",
            pointer,
            "An entry of 'workbook' needs a name and a tool.",
            "Write `- {name: …, tool: {kind: …}}`.");
        continue;
      }
      if (seen.put(name, i) != null) {
        problems.error(
            "PB0241",
            entry.pointer("name"),
            "The workbook has two entries named '" + name + "'.",
            "Rename one of them.");
      }
      ReservedNames.check(name, "workbook entry", entry.pointer("name"), problems);
      ToolSpec tool = tools.parse(entry.get("tool"), entry.pointer("tool"));
      if (tool != null) {
        workbookTool(tool, problems);
        entries.add(new WorkbookEntry(i, name, tool, entry.values("args")));
      }
    }
    return entries;
  }

  /** What a step may have in its tool and an entry of the workbook may not. */
  private static void workbookTool(ToolSpec tool, Problems problems) {
    if (tool.kind().equals("workbook")) {
      problems.error(
          "PB0243",
          SourceMap.child(tool.pointer(), "kind"),
          "An entry of the workbook calls the workbook.",
          "Write the tool that it stands for.");
    }
    for (String key : List.of("retry", "on_error", "timeout")) {
      if (tool.config().containsKey(key) && !(key.equals("timeout") && hasTimeout(tool))) {
        problems.warning(
            "PB0244",
            SourceMap.child(tool.pointer(), key),
            "'" + key + "' in an entry of the workbook has no effect.",
            "Write it in the steps that use the entry.");
      }
    }
  }

  private static boolean hasTimeout(ToolSpec tool) {
    return Set.of("http", "script").contains(tool.kind());
  }
}
