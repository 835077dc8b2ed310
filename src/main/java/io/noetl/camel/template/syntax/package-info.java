/**
 * From text to syntax tree: {@link io.noetl.camel.template.syntax.Lexer}, {@link
 * io.noetl.camel.template.syntax.StatementParser} and {@link
 * io.noetl.camel.template.syntax.ExpressionParser}, which hold the grammar.
 */
@NullMarked
package io.noetl.camel.template.syntax;

import org.jspecify.annotations.NullMarked;
