/** What starts playbooks from outside: subscriptions, and the messages that they take. */
@NullMarked
package io.noetl.camel.execution.trigger;

import org.jspecify.annotations.NullMarked;
