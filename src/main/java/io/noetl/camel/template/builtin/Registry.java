package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Signature;
import io.noetl.camel.template.runtime.Function;
import io.noetl.camel.template.runtime.Library;

/** Adds filters and tests to a library, one a line. */
record Registry(Library.Builder library) {

  /** A filter whose result depends on its arguments alone. */
  Registry filter(String name, String signature, Function.Body body) {
    library.filter(name, new Function(Signature.of(signature), true, body));
    return this;
  }

  /** A filter that uses the context: other filters, tests, or chance. */
  Registry contextFilter(String name, String signature, Function.Body body) {
    library.filter(name, new Function(Signature.of(signature), false, body));
    return this;
  }

  /** A test. */
  Registry test(String name, String signature, Function.Body body) {
    library.test(name, new Function(Signature.of(signature), true, body));
    return this;
  }
}
