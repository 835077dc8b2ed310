package io.noetl.camel.playbook;

/** What can be said of a condition without its template engine. */
final class ConditionText {
  private ConditionText() {}

  /** A condition is a template or a literal; anything else would be text that is never true. */
  static void check(String condition, String field, String pointer, Problems problems) {
    if (isTemplate(condition) || condition.strip().matches("(?i)true|false|yes|no|0|1")) {
      return;
    }
    problems.error(
        "PB0227",
        pointer,
        condition.isBlank()
            ? "The condition is empty."
            : "The condition has no braces, so it is mere " + Fields.describe(condition) + ".",
        condition.isBlank()
            ? "Write `" + field + ": true`, or a condition in braces."
            : "Write `" + field + ": \"{{ " + condition.strip() + " }}\"`.");
  }

  static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%");
  }
}
