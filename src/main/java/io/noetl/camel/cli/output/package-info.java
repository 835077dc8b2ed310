/** How things are shown on a terminal and to scripts. */
@NullMarked
package io.noetl.camel.cli.output;

import org.jspecify.annotations.NullMarked;
