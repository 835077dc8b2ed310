/** The python tool and its engines. */
@NullMarked
package io.noetl.camel.component.python;

import org.jspecify.annotations.NullMarked;
