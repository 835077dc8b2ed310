package io.noetl.camel.playbook;

import java.util.Set;

/** What names may be: they become ids of routes, and templates use them. */
final class ReservedNames {
  /** Names that mean something else in a template, whatever step has them. */
  private static final Set<String> RESERVED =
      Set.of("workload", "vars", "keychain", "env", "execution_id", "catalog_id", "job", "event");

  private static final int MAX_LENGTH = 200;

  private ReservedNames() {}

  /** Line ends, controls, halves of surrogate pairs: what a log or a column could not show. */
  private static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * Checks a name.
   *
   * @param what what has it: step, path
   */
  static void check(String name, String what, String pointer, Problems problems) {
    if (name.contains("{{") || name.contains("}}") || name.contains("{%")) {
      problems.error(
          "PB0215",
          pointer,
          "The name of a " + what + " has a template (" + Fields.describe(name) + ").",
          "Write a fixed name: names are known before anything runs.");
    } else if (what.equals("path") && !name.isEmpty() && !CatalogPath.isValid(name)) {
      problems.error(
          "PB0218",
          pointer,
          "The path '" + CatalogPath.shown(name) + "' is no catalog path.",
          "Write `path: folder/name` (" + CatalogPath.EXPECTED + ").");
    } else if (name.length() > MAX_LENGTH || name.codePoints().anyMatch(ReservedNames::isUnseen)) {
      problems.error(
          "PB0217",
          pointer,
          "The name of a %s has a line break, a sign that can't be seen or more than %d characters (%d)."
              .formatted(what, MAX_LENGTH, name.length()),
          "Write a short name in one line; `desc:` takes the rest.");
    } else if (what.equals("step") && RESERVED.contains(name)) {
      problems.warning(
          "PB0216",
          pointer,
          "A step is named '" + name + "': templates see something else by that name.",
          "Rename the step, or no template can use its result.");
    }
  }
}
