package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks a playbook document: all its problems in one report. */
public final class PlaybookParser {
  private static final String API_VERSION = "noetl.io/v2";
  private static final Set<String> KNOWN =
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
          "layout");

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
    return new ParsedPlaybook(problems.hasErrors() ? null : playbook, problems.all());
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
    header(fields, problems);
    Fields metadata = new Fields(fields.values("metadata"), fields.pointer("metadata"), problems);
    String name = metadata.text("name");
    if (name == null) {
      name = fields.text("name");
    }
    if (name == null) {
      problems.error(
          "PB0012",
          fields.has("metadata") ? fields.pointer("metadata") : "",
          "The playbook has no name.",
          "Write `metadata: {name: …, path: folder/name}`.");
    }
    List<WorkbookEntry> workbook = workbook(fields, problems);
    List<Step> steps = workflow(fields, problems);
    FlowCheck.check(steps, workbook, problems);
    return new Playbook(
        name == null ? "" : name,
        path(fields, metadata, name),
        fields.values("workload"),
        keychain(fields, problems),
        workbook,
        steps,
        fields.number("timeout"),
        source);
  }

  private static String path(Fields fields, Fields metadata, @Nullable String name) {
    String path = metadata.text("path");
    if (path == null) {
      path = fields.text("path");
    }
    return path != null ? path : Objects.requireNonNullElse(name, "unknown");
  }

  private static void header(Fields fields, Problems problems) {
    Object version = fields.get("apiVersion");
    if (!API_VERSION.equals(version)) {
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

  private static List<Step> workflow(Fields fields, Problems problems) {
    List<Step> steps = new ArrayList<>();
    List<?> items = fields.items("workflow");
    if (items.isEmpty()) {
      problems.error(
          "PB0013",
          fields.has("workflow") ? fields.pointer("workflow") : "",
          "The playbook has no workflow.",
          "Write `workflow:` with `- step: start` below it.");
    }
    StepParser parser = new StepParser(problems);
    for (int i = 0; i < items.size(); i++) {
      Step step = parser.parse(i, items.get(i), SourceMap.child(fields.pointer("workflow"), i));
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
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
      ToolSpec tool = tools.parse(entry.get("tool"), entry.pointer("tool"));
      if (tool != null) {
        entries.add(new WorkbookEntry(i, name, tool, entry.values("args")));
      }
    }
    return entries;
  }

  private static List<KeychainEntry> keychain(Fields fields, Problems problems) {
    List<KeychainEntry> entries = new ArrayList<>();
    List<?> items = fields.items("keychain");
    for (int i = 0; i < items.size(); i++) {
      String pointer = SourceMap.child(fields.pointer("keychain"), i);
      Fields entry =
          Fields.of(
              items.get(i),
              pointer,
              "An entry of 'keychain'",
              "Write `- {name: …, kind: …}`.",
              problems);
      String name = entry == null ? null : entry.text("name");
      String kind = entry == null ? null : entry.text(entry.has("kind") ? "kind" : "type");
      if (entry == null || name == null || kind == null) {
        problems.error(
            "PB0250",
            pointer,
            "An entry of 'keychain' needs a name and a kind.",
            "Write `- {name: …, kind: static, map: {…}}`.");
        continue;
      }
      entries.add(
          new KeychainEntry(name, kind, entry.without(Set.of("name", "kind", "type")), pointer));
    }
    return entries;
  }
}
