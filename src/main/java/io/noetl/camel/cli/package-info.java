/** The command line, noetlctl. */
@NullMarked
package io.noetl.camel.cli;

import org.jspecify.annotations.NullMarked;
