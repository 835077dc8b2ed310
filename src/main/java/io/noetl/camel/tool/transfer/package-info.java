/** Bulk transfer between systems, and the tools of systems whose drivers are optional. */
@NullMarked
package io.noetl.camel.tool.transfer;

import org.jspecify.annotations.NullMarked;
