/** The verbs of noetlctl, one class each. */
@NullMarked
package io.noetl.camel.cli.command;

import org.jspecify.annotations.NullMarked;
