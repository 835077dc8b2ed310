package io.noetl.camel.cli.output;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** The two streams of a command: data goes to {@link #out}, talk to {@link #err}. */
public final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Style style;

  public Console(PrintWriter out, PrintWriter err, boolean colours) {
    this.out = out;
    this.err = err;
    this.style = new Style(colours);
  }

  /**
   * The process's own streams, in UTF-8. The talk is coloured where the launcher says that it goes
   * to a terminal ({@code NOETL_TERMINAL} has {@code err}) and {@code NO_COLOR} is not set.
   */
  public static Console system(Map<String, String> environment) {
    boolean terminal =
        Set.of(environment.getOrDefault("NOETL_TERMINAL", "").split(",", -1)).contains("err");
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(writer(System.out), writer(System.err), terminal && !refused);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Writes one line of data. */
  public void data(String line) {
    out.println(line);
  }

  /** Writes one line of talk. */
  public void say(String line) {
    err.println(line);
  }

  /** The colours of the talk. */
  public Style style() {
    return style;
  }

  /** Where data goes. */
  public PrintWriter out() {
    return out;
  }

  /** Where talk goes. */
  public PrintWriter err() {
    return err;
  }
}
