/** Connections of restricted Python code, to the hosts that the operator allows. */
@NullMarked
package io.noetl.camel.component.python.net;

import org.jspecify.annotations.NullMarked;
