/** Rewrites playbooks of December's dialect into today's. */
@NullMarked
package io.noetl.camel.cli.upgrade;

import org.jspecify.annotations.NullMarked;
