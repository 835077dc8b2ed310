package io.noetl.camel.template.runtime;

import io.noetl.camel.template.python.Meter;

/** The text that a template, or a part whose text is wanted, gives. */
public final class Output {
  private final StringBuilder text = new StringBuilder();
  private final Meter meter;

  /** An empty text. */
  public Output(Meter meter) {
    this.meter = meter;
  }

  /** Adds to the text. */
  public void write(String part) {
    text.append(part);
    meter.text(text.length());
  }

  /** The text. */
  public String text() {
    return text.toString();
  }
}
