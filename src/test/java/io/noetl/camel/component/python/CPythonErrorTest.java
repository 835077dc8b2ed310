package io.noetl.camel.component.python;

/** PythonErrorContract on CPython. */
class CPythonErrorTest extends PythonErrorContract {

  @Override
  PythonInterpreter engine() {
    return CPythonCalls.engine();
  }
}
