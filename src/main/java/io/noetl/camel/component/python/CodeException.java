package io.noetl.camel.component.python;

/** A step's code can't be had or can't be run; the message says why and what cures it. */
public final class CodeException extends Exception {
  CodeException(String message) {
    super(message);
  }
}
