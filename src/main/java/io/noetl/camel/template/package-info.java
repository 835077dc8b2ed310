/** Jinja2 in Java: lexer, parser, syntax tree to closures, Python's values. */
@NullMarked
package io.noetl.camel.template;

import org.jspecify.annotations.NullMarked;
