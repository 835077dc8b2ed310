package io.noetl.camel.component.python;

/** The code of a step can't be had; the message says why and what cures it. */
final class CodeException extends Exception {
  CodeException(String message) {
    super(message);
  }
}
