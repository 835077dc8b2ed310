package io.noetl.camel.component.python;

/** There is no CPython, or it does not start. */
final class CPythonMissingException extends IllegalStateException {
  CPythonMissingException(String executable, String cause) {
    super(
        "engine: cpython needs the interpreter "
            + executable
            + ", which does not start ("
            + cause
            + "): install python3, or name one in NOETL_PYTHON");
  }
}
