/** What a console shows of executions: lists, timelines, values in parts, live changes. */
@NullMarked
package io.noetl.camel.api.view;

import org.jspecify.annotations.NullMarked;
