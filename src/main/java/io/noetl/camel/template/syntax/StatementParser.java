package io.noetl.camel.template.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of statements. A body reaches to one of its end tags; expressions are {@link
 * ExpressionParser}'s.
 *
 * <pre>
 * template    = {data | "{{" tuple "}}" | "{%" statement "%}"}
 * if          = "if" tuple body {"elif" tuple body} ["else" body] "endif"
 * for         = "for" target "in" tuple ["if" expression] ["recursive"] body ["else" body] "endfor"
 * set         = "set" target "=" tuple | "set" target {"|" filter} body "endset"
 * with        = "with" [target "=" expression {"," target "=" expression}] body "endwith"
 * filter      = "filter" filter {"|" filter} body "endfilter"
 * macro       = "macro" name signature body "endmacro"
 * call        = "call" [signature] call-expression body "endcall"
 * block       = "block" name ["scoped"] ["required"] body "endblock" [name]
 * autoescape  = "autoescape" expression body "endautoescape"
 * print       = "print" expression {"," expression}
 * signature   = "(" [name ["=" expression] {"," name ["=" expression]}] ")"
 * </pre>
 */
public final class StatementParser {
  private final SourceText source;
  private final Tokens tokens;
  private final Nesting nesting;
  private final ExpressionParser expressions;
  private final AssignmentTargetParser targets;
  private final Deque<String> openTags = new ArrayDeque<>();
  private final Deque<String[]> wantedTags = new ArrayDeque<>();

  /**
   * A parser of one text.
   *
   * @param maxNesting how deep brackets, operators and blocks may be nested
   */
  public StatementParser(SourceText source, int maxNesting) {
    this.source = source;
    this.tokens = new Tokens(new Lexer(source.text()));
    this.nesting = new Nesting(maxNesting);
    this.expressions = new ExpressionParser(tokens, nesting);
    this.targets = new AssignmentTargetParser(tokens, expressions);
  }

  /**
   * Parses the whole text.
   *
   * @throws TemplateSyntaxException if it is not a template
   */
  public List<Stmt> parse() {
    return statements();
  }

  /** Statements up to one of the wanted end tags, whose name is the current token then. */
  private List<Stmt> statements(String... ends) {
    List<Stmt> body = new ArrayList<>();
    List<Expr> output = new ArrayList<>();
    if (ends.length > 0) {
      wantedTags.push(ends);
    }
    while (!tokens.at(TokenType.EOF)) {
      Lexeme token = tokens.next();
      switch (token.type()) {
        case DATA -> output.add(new Expr.Text(token.text(), token.span()));
        case VARIABLE_BEGIN -> {
          output.add(expressions.tuple());
          tokens.expect(TokenType.VARIABLE_END);
        }
        default -> {
          flush(output, body);
          if (Arrays.stream(ends).anyMatch(tokens::atName)) {
            wantedTags.pop();
            return body;
          }
          statement(token.span(), body);
          tokens.expect(TokenType.BLOCK_END);
        }
      }
    }
    flush(output, body);
    if (ends.length > 0) {
      throw unexpectedTag(null, tokens.current().span());
    }
    return body;
  }

  private static void flush(List<Expr> output, List<Stmt> body) {
    if (!output.isEmpty()) {
      Span span = output.getFirst().span().to(output.getLast().span());
      body.add(new Stmt.Output(List.copyOf(output), span));
      output.clear();
    }
  }

  private void statement(Span start, List<Stmt> body) {
    Lexeme tag = tokens.current();
    if (!tag.is(TokenType.NAME)) {
      throw new TemplateSyntaxException("tag name expected", tag.span());
    }
    String name = tag.text();
    nesting.enter(tag.span());
    openTags.push(name);
    switch (name) {
      case "if" -> body.add(ifStatement(start));
      case "for" -> body.add(forStatement(start));
      case "set" -> body.add(set(start));
      case "with" -> body.add(with(start));
      case "filter" -> body.add(filterBlock(start));
      case "macro" -> body.add(macro(start));
      case "call" -> body.add(callBlock(start));
      case "block" -> body.add(block(start));
      case "autoescape" -> body.add(autoescape(start));
      case "print" -> body.add(print(start));
      case "include", "import", "from", "extends" ->
          new TemplateFileTags(source, tokens, expressions).refuse(name);
      default -> {
        openTags.pop();
        throw unexpectedTag(name, tag.span());
      }
    }
    openTags.pop();
    nesting.leave();
  }

  /** The body of a statement: behind the end of its tag, up to one of the end tags. */
  private List<Stmt> body(String... ends) {
    tokens.skipIf(TokenType.COLON);
    tokens.expect(TokenType.BLOCK_END);
    return statements(ends);
  }

  private List<Stmt> bodyTo(String end) {
    List<Stmt> body = body(end);
    tokens.next();
    return body;
  }

  private Stmt ifStatement(Span start) {
    tokens.next();
    Expr test = expressions.tuple(false, false);
    List<Stmt> body = body("elif", "else", "endif");
    List<Stmt.If> elifs = new ArrayList<>();
    List<Stmt> otherwise = List.of();
    Lexeme tag = tokens.next();
    while (tag.isName("elif")) {
      Expr elifTest = expressions.tuple(false, false);
      List<Stmt> elifBody = body("elif", "else", "endif");
      elifs.add(new Stmt.If(elifTest, elifBody, List.of(), List.of(), elifTest.span()));
      tag = tokens.next();
    }
    if (tag.isName("else")) {
      otherwise = bodyTo("endif");
    }
    return new Stmt.If(test, body, elifs, otherwise, tokens.since(start));
  }

  private Stmt forStatement(Span start) {
    tokens.next();
    Expr target = targets.target(false);
    tokens.expectName("in");
    Expr items = expressions.tuple(false, false);
    Expr test = tokens.skipIfName("if") ? expressions.expression() : null;
    boolean recursive = tokens.skipIfName("recursive");
    List<Stmt> body = body("endfor", "else");
    List<Stmt> otherwise = tokens.next().isName("endfor") ? List.of() : bodyTo("endfor");
    Span span = tokens.since(start);
    return new Stmt.For(target, items, test, recursive, body, otherwise, span);
  }

  private Stmt set(Span start) {
    tokens.next();
    Expr target = targets.target(true);
    if (tokens.skipIf(TokenType.ASSIGN)) {
      return new Stmt.Assign(target, expressions.tuple(), tokens.since(start));
    }
    Expr.Filter filter = null;
    while (tokens.skipIf(TokenType.PIPE)) {
      filter = expressions.filter(filter, tokens.current().span());
    }
    List<Stmt> body = bodyTo("endset");
    return new Stmt.AssignBlock(target, filter, body, tokens.since(start));
  }

  private Stmt with(Span start) {
    tokens.next();
    List<Expr> names = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.at(TokenType.BLOCK_END)) {
      if (!names.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      names.add(targets.target(false));
      tokens.expect(TokenType.ASSIGN);
      values.add(expressions.expression());
    }
    return new Stmt.With(names, values, bodyTo("endwith"), tokens.since(start));
  }

  private Stmt filterBlock(Span start) {
    tokens.next();
    Expr.Filter filter = expressions.filter(null, tokens.current().span());
    while (tokens.skipIf(TokenType.PIPE)) {
      filter = expressions.filter(filter, filter.span());
    }
    return new Stmt.FilterBlock(filter, bodyTo("endfilter"), tokens.since(start));
  }

  private Stmt macro(Span start) {
    tokens.next();
    String name = targets.name().name();
    Stmt.Parameters parameters = targets.parameters();
    return new Stmt.Macro(name, parameters, bodyTo("endmacro"), tokens.since(start));
  }

  private Stmt callBlock(Span start) {
    tokens.next();
    boolean signature = tokens.at(TokenType.LPAREN);
    Stmt.Parameters parameters =
        signature ? targets.parameters() : new Stmt.Parameters(List.of(), List.of());
    if (!(expressions.expression() instanceof Expr.Call call)) {
      throw new TemplateSyntaxException("expected call", tokens.since(start));
    }
    return new Stmt.CallBlock(parameters, call, bodyTo("endcall"), tokens.since(start));
  }

  private Stmt block(Span start) {
    tokens.next();
    String name = tokens.expect(TokenType.NAME).text();
    boolean scoped = tokens.skipIfName("scoped");
    boolean required = tokens.skipIfName("required");
    if (tokens.at(TokenType.SUB)) {
      throw new TemplateSyntaxException(
          "Block names in Jinja have to be valid Python identifiers and may not contain hyphens,"
              + " use an underscore instead.",
          tokens.current().span());
    }
    List<Stmt> body = bodyTo("endblock");
    if (required && !body.stream().allMatch(StatementParser::isBlank)) {
      throw new TemplateSyntaxException(
          "Required blocks can only contain comments or whitespace", tokens.since(start));
    }
    tokens.skipIfName(name);
    return new Stmt.Block(name, scoped, required, body, tokens.since(start));
  }

  private static boolean isBlank(Stmt statement) {
    return statement instanceof Stmt.Output output
        && output.parts().stream()
            .allMatch(
                p -> p instanceof Expr.Text t && Blanks.skip(t.text(), 0) == t.text().length());
  }

  private Stmt autoescape(Span start) {
    tokens.next();
    Expr value = expressions.expression();
    return new Stmt.Autoescape(value, bodyTo("endautoescape"), tokens.since(start));
  }

  private Stmt print(Span start) {
    tokens.next();
    List<Expr> parts = new ArrayList<>();
    while (!tokens.at(TokenType.BLOCK_END)) {
      if (!parts.isEmpty()) {
        tokens.expect(TokenType.COMMA);
      }
      parts.add(expressions.expression());
    }
    return new Stmt.Output(parts, tokens.since(start));
  }

  /** The error of a tag that does not belong here, or of the end of the text (without a name). */
  private TemplateSyntaxException unexpectedTag(@Nullable String name, Span at) {
    StringBuilder message = new StringBuilder();
    message.append(
        name == null
            ? "Unexpected end of template."
            : "Encountered unknown tag " + Tokens.quoted(name) + ".");
    String[] wanted = wantedTags.peek();
    if (wanted != null) {
      String looking =
          Arrays.stream(wanted).map(Tokens::quoted).collect(Collectors.joining(" or "));
      boolean nestingMistake =
          name != null
              && wantedTags.stream().flatMap(Arrays::stream).anyMatch(tag -> tag.equals(name));
      message.append(
          nestingMistake
              ? " You probably made a nesting mistake. Jinja is expecting this tag, but currently"
                  + " looking for "
                  + looking
                  + "."
              : " Jinja was looking for the following tags: " + looking + ".");
    }
    if (!openTags.isEmpty()) {
      message.append(" The innermost block that needs to be closed is ");
      message.append(Tokens.quoted(openTags.getFirst())).append('.');
    }
    return new TemplateSyntaxException(message.toString(), at);
  }
}
