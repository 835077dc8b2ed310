package io.noetl.camel.tool.container;

/** Lines as one text. What is beyond a million characters stands in the log alone. */
final class ContainerOutput {
  private static final int MOST = 1_000_000;

  private final StringBuilder text = new StringBuilder();
  private long left;

  synchronized void line(String line) {
    if (text.length() + line.length() < MOST) {
      text.append(line).append('\n');
    } else {
      left++;
    }
  }

  /** The text, which says how many lines it lacks. */
  synchronized String text() {
    return left == 0 ? text.toString() : text + "[" + left + " more lines are in the log]\n";
  }
}
