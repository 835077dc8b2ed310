/** What an execution may reach outside of itself, by its catalog path. */
@NullMarked
package io.noetl.camel.execution.profile;

import org.jspecify.annotations.NullMarked;
