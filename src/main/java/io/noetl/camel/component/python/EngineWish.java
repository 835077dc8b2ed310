package io.noetl.camel.component.python;

import org.jspecify.annotations.Nullable;

/**
 * Which engine a call asks for.
 *
 * @param engine {@code graalpy}, {@code cpython} or {@code auto}; null where it leaves the choice
 * @param restricted whether the code may use nothing of the machine
 * @param caller what calls, for messages: {@code the playbook sales/order}
 */
public record EngineWish(@Nullable String engine, boolean restricted, String caller) {}
