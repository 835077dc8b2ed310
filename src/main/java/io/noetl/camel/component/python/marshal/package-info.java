/** Values in Python's marshal format: how Java and both Python engines talk. */
@NullMarked
package io.noetl.camel.component.python.marshal;

import org.jspecify.annotations.NullMarked;
