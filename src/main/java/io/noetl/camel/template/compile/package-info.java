/**
 * From syntax tree to closures. {@link io.noetl.camel.template.compile.Symbols} decides which
 * variable a name means, as Jinja2 does; {@link io.noetl.camel.template.compile.ExpressionCompiler}
 * and {@link io.noetl.camel.template.compile.StatementCompiler} make the closures.
 */
@NullMarked
package io.noetl.camel.template.compile;

import org.jspecify.annotations.NullMarked;
