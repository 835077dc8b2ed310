/**
 * Python's values over plain Java ones: {@code null} is None, {@code Long} and {@code BigInteger}
 * are int, {@code Double} is float, {@code String} is str, {@code List} is list, {@code Map} is
 * dict. What Java has no type for is a {@link io.noetl.camel.template.python.PyObject} or a {@link
 * io.noetl.camel.template.python.Tuple}. Each operation of Python is a class of its own: {@link
 * io.noetl.camel.template.python.Truth}, {@link io.noetl.camel.template.python.Equality}, {@link
 * io.noetl.camel.template.python.Arithmetic}, {@link io.noetl.camel.template.python.Repr} and so
 * on.
 */
@NullMarked
package io.noetl.camel.template.python;

import org.jspecify.annotations.NullMarked;
