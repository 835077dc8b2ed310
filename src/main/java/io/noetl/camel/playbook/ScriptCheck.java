package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for scripts of SQL whose statements need those before them: one that fails does not keep
 * the others from running, unless the tool says so. It reads SQL roughly, for a warning only.
 */
final class ScriptCheck {
  private static final Set<String> KINDS = Set.of("postgres", "snowflake");
  private static final Set<String> SAID = Set.of("on_error", "transaction", "exactly_once");

  /** Texts, comments and dollar quotes, in which neither tables nor semicolons stand. */
  private static final Pattern ASIDE =
      Pattern.compile(
          "'(?:[^']|'')*'|--[^\\n]*|/\\*.*?\\*/|\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);

  private static final Pattern CHANGED =
      Pattern.compile(
          "\\b(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE(?:\\s+TABLE)?|MERGE\\s+INTO"
              + "|(?:CREATE|ALTER|DROP)\\s+(?:(?:OR\\s+REPLACE|TEMP|TEMPORARY|UNLOGGED|MATERIALIZED)\\s+)*"
              + "(?:TABLE|VIEW|SCHEMA)(?:\\s+IF\\s+(?:NOT\\s+)?EXISTS)?)\\s+(?:ONLY\\s+)?([\\w.\"]+)",
          Pattern.CASE_INSENSITIVE);

  private ScriptCheck() {}

  static void check(String kind, Fields tool, Problems problems) {
    if (!KINDS.contains(kind) || SAID.stream().anyMatch(tool::has)) {
      return;
    }
    for (String field : ToolFields.SQL) {
      List<String> statements = statements(tool.get(field));
      Optional<String> table = needed(statements);
      if (table.isPresent()) {
        problems.warning(
            "PB0245",
            tool.pointer(field),
            "A statement uses '%s', which one before it changes, and runs even if that one fails."
                .formatted(table.get()),
            "Write `on_error: stop`, or `transaction: true`.");
        return;
      }
    }
  }

  private static List<String> statements(@Nullable Object sql) {
    List<String> found = new ArrayList<>();
    for (Object text :
        sql instanceof List<?> list ? list : java.util.Collections.singletonList(sql)) {
      if (text instanceof String script) {
        for (String statement : ASIDE.matcher(script).replaceAll(" ").split(";", -1)) {
          found.add(statement.toLowerCase(Locale.ROOT).replace("\"", ""));
        }
      }
    }
    return found;
  }

  /** A table that one statement changes and a later one names. */
  private static Optional<String> needed(List<String> statements) {
    for (int i = 0; i < statements.size(); i++) {
      Matcher changed = CHANGED.matcher(statements.get(i));
      while (changed.find()) {
        Pattern name =
            Pattern.compile("(?<![\\w.])" + Pattern.quote(changed.group(1)) + "(?![\\w.])");
        if (statements.stream().skip(i + 1L).anyMatch(later -> name.matcher(later).find())) {
          return Optional.of(changed.group(1));
        }
      }
    }
    return Optional.empty();
  }
}
