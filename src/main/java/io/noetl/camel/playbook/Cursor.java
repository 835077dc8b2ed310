package io.noetl.camel.playbook;

/**
 * The rows of a loop that claims them, frame by frame, until a claim gives none.
 *
 * @param claim the tool that claims: its field {@code claim} is the SQL
 * @param maxRows rows that a claim asks for: a number, or a template
 * @param rowConcurrency rows of a frame that run at once: a number, or a template
 * @param process what the body runs for
 */
public record Cursor(ToolSpec claim, Object maxRows, Object rowConcurrency, Unit process) {

  /** What the body of the loop runs for. */
  public enum Unit {
    /** Once for each row. */
    ROW,
    /** Once for each frame, whose rows are a list. */
    FRAME
  }
}
