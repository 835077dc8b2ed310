package io.noetl.camel.playbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a step runs when the flow comes to it: {@code spec.policy.admit}, or a {@code when}. The
 * first rule that matches decides; where none does, it runs.
 *
 * @param rules in order; none where it always runs
 */
public record Admission(List<Rule> rules) {
  /** It always runs. */
  public static final Admission ALWAYS = new Admission(List.of());

  /**
   * One rule.
   *
   * @param when the condition; null for one that always matches
   * @param allow whether it runs
   * @param pointer JSON pointer of the rule
   */
  public record Rule(@Nullable String when, boolean allow, String pointer) {}
}
