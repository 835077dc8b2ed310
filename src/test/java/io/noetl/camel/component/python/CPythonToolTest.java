package io.noetl.camel.component.python;

/** PythonToolContract on CPython. */
class CPythonToolTest extends PythonToolContract {

  @Override
  PythonInterpreter engine() {
    return CPythonCalls.engine();
  }
}
