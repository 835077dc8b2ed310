package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Admission;
import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Assignments;
import io.noetl.camel.playbook.BusinessKey;
import io.noetl.camel.playbook.Cursor;
import io.noetl.camel.playbook.KeychainEntry;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.PolicyRule;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.Rate;
import io.noetl.camel.playbook.RetryPolicy;
import io.noetl.camel.playbook.RetryRule;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import io.noetl.camel.playbook.Task;
import io.noetl.camel.playbook.ToolSpec;
import io.noetl.camel.playbook.WorkbookEntry;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateSource;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles every template of a playbook; those that are wrong become problems. */
final class PlaybookTemplates {
  private static final Pattern WHOLE_TOJSON =
      Pattern.compile(
          "\\s*\\{\\{-?(?:(?!\\}\\}).)*\\|\\s*tojson\\s*(\\(\\s*\\))?\\s*-?\\}\\}\\s*",
          Pattern.DOTALL);
  private static final Pattern BARE_REFERENCE =
      Pattern.compile("\\s*\\{\\{\\s*([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+)\\s*\\}\\}\\s*");
  private static final Pattern IN_TOOL = Pattern.compile("/tool(/\\d+)?/code$");
  private static final Set<String> CODE_FIELDS = Set.of("code");

  private final TemplateEngine engine;
  private final JsonReader json;
  private final Playbook playbook;
  private final Map<String, CompiledValue> values = new HashMap<>();
  private final Map<String, Template> conditions = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Template> templates = new LinkedHashMap<>();

  /** Where an undefined name is an error. */
  private final Set<String> needed;

  PlaybookTemplates(TemplateEngine engine, JsonReader json, Playbook playbook) {
    this.engine = engine;
    this.json = json;
    this.playbook = playbook;
    this.needed = NeededFields.of(playbook);
  }

  List<Problem> problems() {
    return problems;
  }

  Expressions compile() {
    map(playbook.workload(), "/workload");
    if (playbook.concurrency() != null) {
      put(playbook.concurrency().key(), playbook.concurrency().pointer() + "/key");
    }
    BusinessKey key = playbook.executor().key();
    if (key != null) {
      put(key.value(), key.pointer());
    }
    Rate rate = playbook.executor().rate();
    if (rate != null) {
      put(rate.key(), rate.pointer() + "/key");
    }
    for (KeychainEntry entry : playbook.keychain()) {
      map(entry.fields(), entry.pointer());
    }
    for (WorkbookEntry entry : playbook.workbook()) {
      tool(entry.tool());
      map(entry.args(), "/workbook/" + entry.index() + "/args");
    }
    playbook.notices().forEach(notify -> put(notify.template(), notify.pointer() + "/template"));
    playbook.steps().forEach(this::step);
    playbook.source().amounts().forEach((pointer, template) -> put(template, pointer));
    problems.addAll(new UndefinedNames(playbook, engine).in(templates));
    return new Expressions(values, conditions);
  }

  private void step(Step step) {
    tool(step.tool());
    step.tasks().forEach(this::task);
    map(step.args(), step.pointer() + "/args");
    map(step.input(), step.pointer() + "/input");
    map(step.vars(), step.pointer() + "/vars");
    step.vars().forEach((name, value) -> value(value, step.pointer() + "/vars", name));
    if (step.loop() != null) {
      put(step.loop().in(), step.pointer() + "/loop/in");
      put(step.loop().label(), step.pointer() + "/loop/label");
      put(step.loop().maxInFlight(), step.pointer() + "/loop/max_in_flight");
      Cursor cursor = step.loop().cursor();
      if (cursor != null) {
        tool(cursor.claim());
        put(cursor.maxRows(), step.pointer() + "/loop/spec/frame/max_rows");
        put(cursor.rowConcurrency(), step.pointer() + "/loop/spec/frame/row_concurrency");
      }
    }
    assignments(step.set());
    for (Admission.Rule rule : step.admission().rules()) {
      condition(rule.when(), rule.pointer() + "/when");
    }
    step.next().forEach(this::target);
    Router.Arcs arcs = step.arcs();
    if (arcs != null) {
      arcs.arcs().forEach(this::arc);
    }
    step.sinks().forEach(sink -> put(sink.config(), sink.pointer()));
    step.retry().forEach(this::retryRule);
    step.rules().forEach(this::rule);
  }

  private void arc(Arc arc) {
    String when = arc.when();
    // Without braces it is an expression.
    condition(
        when == null || when.contains("{{") || when.contains("{%") || isLiteral(when)
            ? when
            : "{{ " + when.strip() + " }}",
        arc.pointer() + "/when");
    assignments(arc.set());
  }

  private static boolean isLiteral(String when) {
    return when.strip().matches("(?i)true|false|yes|no|0|1");
  }

  private void task(Task task) {
    tool(task.tool());
    assignments(task.set());
    for (PolicyRule rule : task.rules()) {
      condition(rule.when(), rule.pointer() + "/when");
      assignments(rule.set());
      if (rule.decision() instanceof PolicyRule.Retry retry) {
        put(retry.attempts(), retry.pointer() + "/attempts");
        put(retry.delay(), retry.pointer() + "/delay");
      }
    }
  }

  private void assignments(Assignments set) {
    set.entries().forEach(entry -> put(entry.value(), entry.pointer()));
  }

  private void tool(ToolSpec tool) {
    map(tool.args(), tool.pointer() + "/args");
    Map<String, @Nullable Object> config = new LinkedHashMap<>(tool.config());
    config.remove("retry"); // its templates see the response: compiled by retryRule
    map(config, tool.pointer());
  }

  private void rule(Rule rule) {
    condition(rule.when(), rule.pointer() + "/when");
    rule.then().forEach(this::action);
  }

  private void action(Action action) {
    switch (action) {
      case Action.Next next -> next.targets().forEach(this::target);
      case Action.Call call -> target(call.target());
      case Action.SetVars set -> map(set.values(), set.pointer());
      case Action.Result result -> put(result.value(), result.pointer());
      case Action.Fail fail -> put(fail.message(), fail.pointer());
      case Action.Log log -> put(log.message(), log.pointer());
      case Action.Sink sink -> put(sink.config(), sink.pointer());
      case Action.NextPage page -> map(page.overrides(), page.pointer());
      case Action.Collect collect -> collect(collect);
      case Action.Retry retry -> policy(retry.policy());
      case Action.ResultFrom from -> {}
      case Action.Skip skip -> {}
    }
  }

  private void collect(Action.Collect collect) {
    if (collect.from() != null) {
      put(collect.from(), collect.pointer() + "/from");
    }
  }

  private void target(Target target) {
    map(target.args(), target.pointer() + "/args");
  }

  private void retryRule(RetryRule rule) {
    condition(rule.when(), rule.policy().pointer() + "/when");
    policy(rule.policy());
    if (rule.nextPage() != null) {
      map(rule.nextPage().overrides(), rule.nextPage().pointer());
    }
    if (rule.collect() != null) {
      collect(rule.collect());
    }
    rule.sinks().forEach(sink -> put(sink.config(), sink.pointer()));
  }

  private void policy(RetryPolicy policy) {
    if (policy.retryWhen() != null) {
      condition(policy.retryWhen(), policy.pointer() + "/retry_when");
    }
    if (policy.stopWhen() != null) {
      condition(policy.stopWhen(), policy.pointer() + "/stop_when");
    }
  }

  private void condition(@Nullable String text, String pointer) {
    if (text == null) {
      return;
    }
    Template template = template(text, pointer);
    if (template != null) {
      conditions.put(pointer, template);
    }
  }

  private void map(Map<String, @Nullable Object> map, String pointer) {
    put(map, pointer);
  }

  private void value(@Nullable Object value, String pointer, String name) {
    put(value, SourceMap.child(pointer, name));
  }

  private void put(@Nullable Object value, String pointer) {
    values.put(pointer, expr(value, pointer, ""));
  }

  private CompiledValue expr(@Nullable Object value, String pointer, String field) {
    return switch (value) {
      case String text -> text(text, pointer, field);
      case Map<?, ?> map -> {
        Map<String, CompiledValue> members = new LinkedHashMap<>();
        map.forEach(
            (key, member) -> {
              String name = String.valueOf(key);
              members.put(name, expr(member, SourceMap.child(pointer, name), name));
            });
        yield members.values().stream().allMatch(CompiledValue.Constant.class::isInstance)
            ? new CompiledValue.Constant(value)
            : new CompiledValue.MapOf(members);
      }
      case List<?> list -> {
        List<CompiledValue> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          items.add(expr(list.get(i), SourceMap.child(pointer, i), ""));
        }
        yield items.stream().allMatch(CompiledValue.Constant.class::isInstance)
            ? new CompiledValue.Constant(value)
            : new CompiledValue.ListOf(items);
      }
      case null, default -> new CompiledValue.Constant(value);
    };
  }

  private CompiledValue text(String text, String pointer, String field) {
    UndefinedPolicy policy =
        playbook.isStrict() || needed.contains(pointer)
            ? UndefinedPolicy.STRICT
            : UndefinedPolicy.FORGIVING;
    if (CODE_FIELDS.contains(field) && isInTool(pointer)) {
      return code(text, pointer);
    }
    Template template = template(text, pointer);
    if (template == null || template.isConstant()) {
      return new CompiledValue.Constant(text);
    }
    Matcher reference = BARE_REFERENCE.matcher(text);
    if (reference.matches()) {
      return new CompiledValue.Reference(
          List.of(reference.group(1).split("\\.")), template, policy);
    }
    return WHOLE_TOJSON.matcher(text).matches()
        ? new CompiledValue.Json(template, json, policy)
        : new CompiledValue.Text(template, policy);
  }

  private static boolean isInTool(String pointer) {
    return IN_TOOL.matcher(pointer).find();
  }

  private CompiledValue code(String text, String pointer) {
    if (!text.contains("{{") || !text.contains("}}")) {
      return new CompiledValue.Constant(text);
    }
    try {
      return new CompiledValue.Code(engine.compile(text, where(pointer)));
    } catch (TemplateError notATemplate) {
      return new CompiledValue.Constant(text);
    }
  }

  private @Nullable Template template(String text, String pointer) {
    try {
      Template template = engine.compile(text, where(pointer));
      if (!template.isConstant()) {
        templates.put(pointer, template);
      }
      return template;
    } catch (TemplateError e) {
      problems.add(
          new Problem(
              "PB0401",
              Problem.Severity.ERROR,
              playbook.source().file(),
              e.line(),
              e.column(),
              pointer,
              told(e),
              cure(e),
              playbook.source().line(e.line())));
      return null;
    }
  }

  private static String cure(TemplateError e) {
    if (e.message().matches("unexpected char '[‘’‚“”„«»]'.*")) {
      return "Write straight quotes in templates: ' or \".";
    }
    if (!e.hint().isEmpty()) {
      return e.hint();
    }
    return switch (e.expression().strip()) {
      case "=" -> "Write == to compare; a template assigns nothing.";
      case "&" -> "Write and.";
      case "|" -> "Write or; a single | is followed by a filter.";
      case "!" -> "Write not.";
      case "}" -> "End the expression with }}.";
      default ->
          e.message().contains("looking for the following tags")
              ? "Write the end of the block."
              : "Correct the template.";
    };
  }

  private static String told(TemplateError e) {
    String message = e.errorClass() + ": " + e.message().replaceFirst("\\.$", "");
    return e.expression().isBlank() ? message + "." : message + " in `" + e.expression() + "`.";
  }

  private TemplateSource where(String pointer) {
    SourceMap.Mark mark = playbook.source().at(pointer);
    return new TemplateSource(
        playbook.source().file(), pointer, mark.textLine(), mark.textColumn());
  }
}
