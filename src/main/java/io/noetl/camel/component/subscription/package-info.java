/** Fetches the messages of subscriptions: a route for each, on the one server that holds it. */
@NullMarked
package io.noetl.camel.component.subscription;

import org.jspecify.annotations.NullMarked;
