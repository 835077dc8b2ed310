package io.noetl.camel.template.runtime;

import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Types;
import org.jspecify.annotations.Nullable;

/** The text that a template, or a part whose text is wanted, gives: piece by piece. */
public final class Output {
  private final StringBuilder text = new StringBuilder();
  private final Meter meter;
  private int pieces;
  private @Nullable PyError error;

  /** An empty text. */
  public Output(Meter meter) {
    this.meter = meter;
  }

  /** Adds a piece. */
  public void write(String piece) {
    text.append(piece);
    pieces++;
    meter.text(text.length());
  }

  /** Adds what Jinja2 takes for a text without looking: that it is none shows at the end. */
  public void writeUnchecked(@Nullable Object piece) {
    if (piece != null && Types.isText(piece)) {
      write(Types.text(piece));
    } else {
      if (error == null) {
        error =
            PyError.type(
                "sequence item "
                    + pieces
                    + ": expected str instance, "
                    + Types.name(piece)
                    + " found");
      }
      pieces++;
    }
  }

  /** The whole text. */
  public String text() {
    if (error != null) {
      throw error;
    }
    return text.toString();
  }
}
