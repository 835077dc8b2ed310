package io.noetl.camel.component.python;

/** PythonValuesContract on CPython. */
class CPythonValuesTest extends PythonValuesContract {

  @Override
  PythonInterpreter engine() {
    return CPythonCalls.engine();
  }
}
