package io.noetl.camel.template.syntax;

/** {@code include}, {@code import}, {@code from} and {@code extends}: a playbook has no files. */
final class TemplateFileTags {
  private final SourceText source;
  private final Tokens tokens;
  private final ExpressionParser expressions;

  TemplateFileTags(SourceText source, Tokens tokens, ExpressionParser expressions) {
    this.source = source;
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** Refuses the tag, but for an {@code include} that may be missing: it is, and gives nothing. */
  void refuse(String tag) {
    Span start = tokens.next().span();
    Expr template = expressions.expression();
    if (tag.equals("include")) {
      boolean mayBeMissing = tokens.skipIfName("ignore");
      if (mayBeMissing) {
        tokens.expectName("missing");
      }
      if (tokens.atName("with") || tokens.atName("without")) {
        tokens.next();
        tokens.expectName("context");
      }
      if (mayBeMissing) {
        return;
      }
    }
    Span name = template.span();
    String shown =
        template instanceof Expr.Literal literal
            ? String.valueOf(literal.value())
            : source.text().substring(name.start(), name.end());
    throw new TemplateSyntaxException(
        "TemplateNotFound",
        shown,
        "a playbook has no template files to " + tag + ": put the text where it is used",
        tokens.since(start));
  }
}
