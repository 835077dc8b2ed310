package io.noetl.camel.component.python;

/** PythonToolContract on GraalPy. */
class GraalPyToolTest extends PythonToolContract {

  @Override
  PythonInterpreter engine() {
    return PythonCalls.engine();
  }
}
