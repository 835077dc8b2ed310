package io.noetl.camel.playbook;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words that other workflow systems have for what is written otherwise here. */
final class ForeignWords {
  private static final String ORDER = "Write `next: name` in the step before it.";
  private static final String LOOP =
      "Write `loop: {in: \"{{ workload.items }}\", iterator: item}`.";
  private static final String BRANCH =
      "Write it in `case` of the step before: `- {when: \"{{ … }}\", then: {next: {step: name}}}`.";
  private static final String RETRY = "Write `retry: {max_attempts: 3, initial_delay: 1}`.";

  private static final Map<String, String> CURES =
      Map.ofEntries(
          Map.entry("depends_on", ORDER),
          Map.entry("dependencies", ORDER),
          Map.entry("needs", ORDER),
          Map.entry("after", ORDER),
          Map.entry("with_items", LOOP),
          Map.entry("for_each", LOOP),
          Map.entry("foreach", LOOP),
          Map.entry("withItems", LOOP),
          Map.entry("when", BRANCH),
          Map.entry("if", BRANCH),
          Map.entry("condition", BRANCH),
          Map.entry("switch", BRANCH),
          Map.entry("retries", RETRY),
          Map.entry("retry_delay", RETRY),
          Map.entry("retryPolicy", RETRY),
          Map.entry(
              "catch", "Write `case: [{when: \"{{ event.name == 'call.error' }}\", then: …}]`."),
          Map.entry("continue_on_error", "Write `on_error: continue`."),
          Map.entry("ignore_errors", "Write `on_error: continue`."),
          Map.entry("steps", "Write `workflow:` with `- step: start` below it."),
          Map.entry("tasks", "Write `workflow:` with `- step: start` below it."),
          Map.entry("jobs", "Write `workflow:` with `- step: start` below it."),
          Map.entry("inputs", "Write the values, with defaults, below `workload:`."),
          Map.entry("vars_files", "Write the values below `workload:`."));

  private ForeignWords() {}

  /** Says what to write instead of an unknown key; empty where that is not known. */
  static Optional<String> cure(String key, Set<String> known) {
    return Nearest.to(key, known).filter(near -> near.equalsIgnoreCase(key)).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(CURES.get(key));
  }
}
