/**
 * Playbooks that start by themselves: when they are due, what they missed, that they start once.
 */
@NullMarked
package io.noetl.camel.execution.schedule;

import org.jspecify.annotations.NullMarked;
