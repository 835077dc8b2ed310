/** Where outgoing calls may lead. */
@NullMarked
package io.noetl.camel.execution.net;

import org.jspecify.annotations.NullMarked;
