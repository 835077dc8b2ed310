package io.noetl.camel.playbook;

import java.util.List;
import java.util.Set;

/**
 * One entry of a step's {@code case}.
 *
 * @param index its place, from 0
 * @param when the condition, as text: a template, or {@code true}
 * @param events the events at which it is tried; a condition without an event test is tried at
 *     {@link EventName#STEP_EXIT}
 * @param then what it does, in order
 * @param pointer JSON pointer of the entry
 */
public record Rule(
    int index, String when, Set<EventName> events, List<Action> then, String pointer) {}
