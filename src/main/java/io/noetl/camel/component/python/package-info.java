/**
 * The {@code python} tool: user code on GraalPy, or on CPython worker processes. Both engines run
 * the same runner ({@code noetl_runner.py}), which holds the meaning of a call.
 */
@NullMarked
package io.noetl.camel.component.python;

import org.jspecify.annotations.NullMarked;
