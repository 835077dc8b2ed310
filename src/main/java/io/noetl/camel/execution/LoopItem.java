package io.noetl.camel.execution;

import org.jspecify.annotations.Nullable;

/**
 * One item of a loop: the body of the exchange in a split.
 *
 * @param loop the loop
 * @param index from 0
 * @param value the item
 */
public record LoopItem(LoopRun loop, int index, @Nullable Object value) {}
