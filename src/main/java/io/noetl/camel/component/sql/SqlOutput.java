package io.noetl.camel.component.sql;

/** What becomes the body. */
public enum SqlOutput {
  /** The rows, each a map by column. */
  SELECT_LIST,
  /** The only row: its value where there is one column, else the map; null where there is none. */
  SELECT_ONE
}
