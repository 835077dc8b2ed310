package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Held;

/** Connects to sources. */
@FunctionalInterface
interface Pullers {
  /** A connection to the source of a subscription. */
  Puller open(Held held) throws Exception;
}
