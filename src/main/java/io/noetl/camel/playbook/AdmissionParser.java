package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.policy.admit}, and the {@code when} of a step that means the same. */
final class AdmissionParser {
  private final Problems problems;

  AdmissionParser(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads when a step runs.
   *
   * @param step the step
   * @param policy its {@code spec.policy}
   */
  Admission parse(Fields step, Fields policy) {
    List<Admission.Rule> rules = new ArrayList<>();
    if (step.has("when")) {
      String when = step.text("when");
      if (when != null) {
        ConditionText.check(when, "when", step.pointer("when"), problems);
        rules.add(new Admission.Rule(when, true, step.pointer()));
        rules.add(new Admission.Rule(null, false, step.pointer() + "/otherwise"));
      }
    }
    if (policy.get("admit") == null) {
      return rules.isEmpty() ? Admission.ALWAYS : new Admission(rules);
    }
    Fields admit = new Fields(policy.values("admit"), policy.pointer("admit"), problems);
    admit.warnUnknown(Set.of("mode", "rules"), "'admit'");
    List<?> items = admit.items("rules");
    for (int i = 0; i < items.size(); i++) {
      Admission.Rule rule = rule(items.get(i), SourceMap.child(admit.pointer("rules"), i));
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new Admission(rules);
  }

  private Admission.@Nullable Rule rule(@Nullable Object value, String pointer) {
    String cure =
        "Write `- {when: \"{{ … }}\", then: {allow: false}}` or `- else: {then: {allow: true}}`.";
    Fields fields = Fields.of(value, pointer, "A rule of 'admit'", cure, problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(Set.of("when", "then", "else", "allow"), "a rule of 'admit'");
    String when = fields.has("else") ? null : fields.text("when");
    if (when != null) {
      ConditionText.check(when, "when", fields.pointer("when"), problems);
    }
    Fields holder = fields;
    for (String key : List.of("else", "then")) {
      if (holder.get(key) instanceof java.util.Map) {
        holder = new Fields(holder.values(key), holder.pointer(key), problems);
      }
    }
    if (!holder.has("allow")) {
      problems.error("PB0276", pointer, "A rule of 'admit' has no 'allow'.", cure);
      return null;
    }
    return new Admission.Rule(when, holder.flag("allow", true), pointer);
  }
}
