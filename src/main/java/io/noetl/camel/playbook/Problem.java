package io.noetl.camel.playbook;

/**
 * One thing that is wrong with a playbook document, with its place and its cure.
 *
 * @param code our stable code, {@code PB} and four digits
 * @param severity whether the document is refused
 * @param file the name to print for the document
 * @param line 1-based
 * @param column 1-based
 * @param pointer JSON pointer (RFC 6901) of the node, empty for the whole document
 * @param message what is wrong and what was found
 * @param cure what to write instead
 * @param excerpt the source line
 */
public record Problem(
    String code,
    Severity severity,
    String file,
    int line,
    int column,
    String pointer,
    String message,
    String cure,
    String excerpt) {

  /** Whether a problem refuses the document. */
  public enum Severity {
    ERROR,
    WARNING,
    /** Says what will happen; nothing is wrong. */
    NOTE
  }

  /** Whether it refuses the document. */
  public boolean refuses() {
    return severity == Severity.ERROR;
  }

  /** One line: {@code file:line:column: code message. cure}. */
  public String summary() {
    return "%s:%d:%d: %s %s %s".formatted(file, line, column, code, message, cure).strip();
  }
}
