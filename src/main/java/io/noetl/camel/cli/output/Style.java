package io.noetl.camel.cli.output;

/**
 * Colours text for a terminal.
 *
 * @param colours whether to; without, every text stays as it is
 */
public record Style(boolean colours) {

  /** What went well. */
  public String good(String text) {
    return paint("32", text);
  }

  /** What failed. */
  public String bad(String text) {
    return paint("31", text);
  }

  /** What deserves attention. */
  public String warning(String text) {
    return paint("33", text);
  }

  /** What matters less. */
  public String faint(String text) {
    return paint("2", text);
  }

  /** What matters most. */
  public String strong(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
