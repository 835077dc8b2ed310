package io.noetl.camel.store.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement gave. */
public sealed interface ConsoleReply {

  /**
   * Rows.
   *
   * @param columns their names
   * @param rows JSON-like values in the order of the columns
   * @param truncated whether there were more rows than the console gives
   */
  record Rows(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated)
      implements ConsoleReply {}

  /**
   * No rows.
   *
   * @param updated how many rows the statement changed; -1 where that says nothing
   */
  record Done(long updated) implements ConsoleReply {}

  /**
   * The database refused, or could not be reached.
   *
   * @param error in the form of psql: message, line, caret, detail, hint
   */
  record Failed(String error) implements ConsoleReply {}
}
