package io.noetl.camel.component.python;

/** PythonValuesContract on GraalPy. */
class GraalPyValuesTest extends PythonValuesContract {

  @Override
  PythonInterpreter engine() {
    return PythonCalls.engine();
  }
}
