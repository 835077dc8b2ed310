package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.Admission;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.UndefinedPolicy;

/** Tells whether a step runs when the flow comes to it. */
final class AdmissionCheck {
  private final Expressions expressions;

  AdmissionCheck(Expressions expressions) {
    this.expressions = expressions;
  }

  /** The first rule that matches decides; where none does, the step runs. */
  boolean admits(Admission admission, StepNames names) {
    for (Admission.Rule rule : admission.rules()) {
      if (rule.when() == null || holds(rule.pointer() + "/when", names)) {
        return rule.allow();
      }
    }
    return true;
  }

  /** A condition that fails is false. */
  private boolean holds(String pointer, StepNames names) {
    Template when = expressions.condition(pointer);
    try {
      return when != null && when.test(names, UndefinedPolicy.FORGIVING);
    } catch (TemplateError e) {
      return false;
    }
  }
}
