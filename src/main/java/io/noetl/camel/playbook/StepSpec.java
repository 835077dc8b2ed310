package io.noetl.camel.playbook;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code spec} of a step. */
final class StepSpec {
  static final Set<String> KNOWN = Set.of("timeout", "policy", "next_mode", "result", "desc");
  static final Set<String> POLICY_KEYS = Set.of("admit", "failure", "lifecycle", "emit", "exec");

  private final Problems problems;

  StepSpec(Problems problems) {
    this.problems = problems;
  }

  /**
   * What a {@code spec} says.
   *
   * @param failFast whether a failing item of its loop stops the others
   * @param bestEffort whether the flow goes on when the step has failed
   */
  record Read(
      @Nullable Double timeout, Admission admission, boolean failFast, boolean bestEffort) {}

  /** The {@code timeout} of a {@code spec} in seconds; null where it has none. */
  static @Nullable Double timeout(Fields spec, Problems problems) {
    return spec.get("timeout") == null ? null : Dialects.seconds(spec, "timeout", problems);
  }

  Read parse(Fields step) {
    Fields spec = new Fields(step.values("spec"), step.pointer("spec"), problems);
    spec.warnUnknown(KNOWN, "the 'spec' of a step");
    Fields policy = new Fields(spec.values("policy"), spec.pointer("policy"), problems);
    policy.warnUnknown(POLICY_KEYS, "the policy of a step");
    Fields failure = new Fields(policy.values("failure"), policy.pointer("failure"), problems);
    String mode = failure.text("mode");
    if (mode != null && !Set.of("fail_fast", "best_effort").contains(mode)) {
      problems.error(
          "PB0282",
          failure.pointer("mode"),
          "Unknown mode of failure '" + mode + "'.",
          "Write fail_fast or best_effort.");
    }
    return new Read(
        timeout(spec, problems),
        new AdmissionParser(problems).parse(step, policy),
        "fail_fast".equals(mode),
        "best_effort".equals(mode));
  }
}
