/** The secrets tool and its providers. */
@NullMarked
package io.noetl.camel.tool.secret;

import org.jspecify.annotations.NullMarked;
