/** What people are asked by executions, and what they decide. */
@NullMarked
package io.noetl.camel.execution.approval;

import org.jspecify.annotations.NullMarked;
