package io.noetl.camel.cli.output;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The two streams of a command: data goes to {@link #out}, talk to {@link #err}. */
public final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Style style;
  private final Style dataStyle;

  /** Streams that both have colours, or none. */
  public Console(PrintWriter out, PrintWriter err, boolean colours) {
    this(out, err, colours, colours);
  }

  private Console(PrintWriter out, PrintWriter err, boolean coloursOfData, boolean coloursOfTalk) {
    this.out = out;
    this.err = err;
    this.style = new Style(coloursOfTalk);
    this.dataStyle = new Style(coloursOfData);
  }

  /** The process's own streams, in UTF-8, as {@link #of} makes them. */
  public static Console system(Map<String, String> environment) {
    return of(environment, writer(System.out), writer(System.err));
  }

  /**
   * Streams that may go to a terminal: where the launcher says so ({@code NOETL_TERMINAL} has
   * {@code out}, {@code err}), texts can't drive it, and it has colours unless {@code NO_COLOR} is
   * set. Elsewhere every byte is as it is.
   */
  public static Console of(Map<String, String> environment, Writer out, Writer err) {
    // in any order, and NOETL_TERMINAL=,err has an empty one
    List<String> terminals = List.of(environment.getOrDefault("NOETL_TERMINAL", "").split(",", -1));
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean data = terminals.contains("out");
    boolean talk = terminals.contains("err");
    return new Console(
        new PrintWriter(data ? new VisibleWriter(out, !refused) : out, true),
        new PrintWriter(talk ? new VisibleWriter(err, !refused) : err, true),
        data && !refused,
        talk && !refused);
  }

  private static Writer writer(PrintStream stream) {
    return new OutputStreamWriter(stream, StandardCharsets.UTF_8);
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

  /** The colours of data. */
  public Style dataStyle() {
    return dataStyle;
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
