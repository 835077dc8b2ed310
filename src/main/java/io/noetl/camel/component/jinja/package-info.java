/** Jinja2 as a Camel language: {@code jinja}. */
@NullMarked
package io.noetl.camel.component.jinja;

import org.jspecify.annotations.NullMarked;
