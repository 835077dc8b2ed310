package io.noetl.camel.template;

import java.util.List;

/**
 * Data that a template reads, as far as its text tells: {@code {{ step.data[0].id }}} reads {@code
 * step} with the path {@code data, 0, id}. A path ends where the text does not tell the next part.
 *
 * @param name the name of the context; names that the template sets itself are left out
 * @param path the attributes and constant subscripts behind it
 * @param guarded true where the template reckons with a missing value: {@code default}, {@code is
 *     defined}, or a branch of a condition
 * @param line its line in the document (in the template where that is not known), from 1
 * @param column its column, from 1
 */
public record Reference(String name, List<String> path, boolean guarded, int line, int column) {}
