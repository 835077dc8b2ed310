/** From a playbook to Camel route definitions. No I/O, no Spring. */
@NullMarked
package io.noetl.camel.compiler;

import org.jspecify.annotations.NullMarked;
