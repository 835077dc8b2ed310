/** The container and script tools: a step as a Kubernetes Job. */
@NullMarked
package io.noetl.camel.tool.container;

import org.jspecify.annotations.NullMarked;
