/** The {@code step:} component: the edge between the routes of playbooks, and their bookkeeping. */
@NullMarked
package io.noetl.camel.component.step;

import org.jspecify.annotations.NullMarked;
