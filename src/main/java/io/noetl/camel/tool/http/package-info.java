/** The http tool, over camel-http. */
@NullMarked
package io.noetl.camel.tool.http;

import org.jspecify.annotations.NullMarked;
