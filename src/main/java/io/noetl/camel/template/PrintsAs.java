package io.noetl.camel.template;

/** A map that has a text of its own, such as an error, which prints as its message. */
@FunctionalInterface
public interface PrintsAs {

  /** What output, {@code ~}, {@code in} and string filters take for the value. */
  String printed();
}
