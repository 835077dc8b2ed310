package io.noetl.camel.template.syntax;

/** A node of the syntax tree. */
public sealed interface Node permits Expr, Stmt {

  /** Where it stands in the normalised text. */
  Span span();
}
