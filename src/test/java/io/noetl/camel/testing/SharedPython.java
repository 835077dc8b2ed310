package io.noetl.camel.testing;

import io.noetl.camel.component.python.PythonCodeCache;

/** What all Python interpreters of the tests share: each reads the standard library otherwise. */
public final class SharedPython {
  public static final PythonCodeCache CODE = new PythonCodeCache();

  private SharedPython() {}
}
