package io.noetl.camel.template.python;

/** {@code str.splitlines}. */
public final class Lines {
  private Lines() {}

  /** The lines of a text, with or without their ends. */
  public static PyList split(String text, boolean keepEnds) {
    PyList lines = new PyList();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (isEnd(c)) {
        int end = at - 1;
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
          at++;
        }
        lines.add(text.substring(start, keepEnds ? at : end));
        start = at;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static boolean isEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }
}
