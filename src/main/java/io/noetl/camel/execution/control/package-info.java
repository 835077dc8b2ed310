/** What people do with executions from outside: pause, resume, look back, run again. */
@NullMarked
package io.noetl.camel.execution.control;

import org.jspecify.annotations.NullMarked;
