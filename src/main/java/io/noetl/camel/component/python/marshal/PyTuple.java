package io.noetl.camel.component.python.marshal;

import java.util.List;

/**
 * A Python tuple, where a list would not do: rows of a result set.
 *
 * @param items its items; null stands for None
 */
public record PyTuple(List<?> items) {}
