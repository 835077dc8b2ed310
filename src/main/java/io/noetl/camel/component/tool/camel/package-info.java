/** The {@code camel} tool: components that the operator opens to playbooks, scheme by scheme. */
@NullMarked
package io.noetl.camel.component.tool.camel;

import org.jspecify.annotations.NullMarked;
