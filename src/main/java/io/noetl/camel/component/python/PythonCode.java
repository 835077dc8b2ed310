package io.noetl.camel.component.python;

/**
 * Code to run.
 *
 * @param text the code
 * @param file the name that tracebacks show for it
 * @param firstLine the 1-based line of that file on which the text begins
 */
public record PythonCode(String text, String file, int firstLine) {

  public PythonCode {
    if (firstLine < 1) {
      throw new IllegalArgumentException("firstLine: " + firstLine + " (expected: >= 1)");
    }
  }
}
