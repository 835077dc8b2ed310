/** The nats tool: keys and values, objects, messages of JetStream, over NATS's client for Java. */
@NullMarked
package io.noetl.camel.tool.nats;

import org.jspecify.annotations.NullMarked;
