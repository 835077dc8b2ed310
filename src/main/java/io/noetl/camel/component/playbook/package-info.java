/** The {@code playbook:} component: starts an execution, and waits for it. */
@NullMarked
package io.noetl.camel.component.playbook;

import org.jspecify.annotations.NullMarked;
