package io.noetl.camel.component.python;

/** PythonErrorContract on GraalPy. */
class GraalPyErrorTest extends PythonErrorContract {

  @Override
  PythonInterpreter engine() {
    return PythonCalls.engine();
  }
}
