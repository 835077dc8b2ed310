package io.noetl.camel.template.compile;

import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.template.UndefinedPolicy;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.runtime.CompiledStatement;
import io.noetl.camel.template.runtime.Library;
import io.noetl.camel.template.runtime.Output;
import io.noetl.camel.template.runtime.Rendering;
import io.noetl.camel.template.syntax.Blanks;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.SourceText;
import io.noetl.camel.template.syntax.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template as closures: the one that renders it, and that of its expression if it is just one.
 */
public final class CompiledProgram {
  private final FunctionScope function;
  private final CompiledStatement body;
  private final BlockCompiler blocks;
  private final int selfSlot;
  private final @Nullable Code whole;
  private final TextTruth textTruth;
  private final List<PyError> strictErrors;
  private final boolean changesData;

  private CompiledProgram(
      FunctionScope function,
      CompiledStatement body,
      BlockCompiler blocks,
      int selfSlot,
      @Nullable Code whole,
      TextTruth textTruth,
      Findings findings) {
    this.function = function;
    this.body = body;
    this.blocks = blocks;
    this.selfSlot = selfSlot;
    this.whole = whole;
    this.textTruth = textTruth;
    this.strictErrors = findings.strictErrors();
    this.changesData = findings.changesData();
  }

  /**
   * Compiles a template's statements.
   *
   * @throws io.noetl.camel.template.syntax.TemplateSyntaxException if Jinja2 would not
   */
  public static CompiledProgram of(
      SourceText source, List<Stmt> statements, Library library, TemplateLimits limits) {
    CompilerContext context =
        new CompilerContext(library, new Folding(library, limits), new Findings());
    StatementCompiler compiler = new StatementCompiler(source, context);
    FunctionScope function = new FunctionScope(null);
    Scope root = new Scope(new Symbols(function, null), function, true, false, Scope.Escaping.OFF);
    BlockCompiler blocks = compiler.blocks();
    statements.forEach(blocks::declare);
    int self = BlockCompiler.asksForSelf(statements) ? root.symbols().parameter("self").slot() : -1;
    root.visitor().visitAll(statements);
    CompiledStatement enter = ScopeCode.enter(root);
    Expr only = wholeExpression(statements);
    Code code = only == null ? null : compiler.expressions().compile(only, root);
    CompiledStatement body = compiler.compile(statements, root);
    blocks.compileAll(root);
    context.findings().check();
    CompiledStatement all = ScopeCode.sequence(List.of(enter, body));
    Code whole =
        code == null
            ? null
            : code instanceof Constant constant
                ? activation -> constant.copy()
                : activation -> {
                  enter.run(activation, new Output(activation.rendering().meter()));
                  return code.eval(activation);
                };
    return new CompiledProgram(
        function, all, blocks, self, whole, TextTruth.of(only), context.findings());
  }

  private static @Nullable Expr wholeExpression(List<Stmt> statements) {
    if (statements.size() != 1 || !(statements.getFirst() instanceof Stmt.Output output)) {
      return null;
    }
    List<Expr> parts =
        output.parts().stream()
            .filter(
                part ->
                    !(part instanceof Expr.Text text
                        && Blanks.skip(text.text(), 0) == text.text().length()))
            .toList();
    return parts.size() == 1 && !(parts.getFirst() instanceof Expr.Text) ? parts.getFirst() : null;
  }

  /** Whether the template names a method that changes lists or dicts. */
  public boolean changesData() {
    return changesData;
  }

  /** When a text that it gives as a condition is true. */
  public TextTruth textTruth() {
    return textTruth;
  }

  /** Whether the template is one whole expression. */
  public boolean isWholeExpression() {
    return whole != null;
  }

  /** The text. */
  public String render(Rendering rendering) {
    Output output = new Output(rendering.meter());
    body.run(activation(rendering), output);
    return output.text();
  }

  /** The value of the whole expression, Undefined included. */
  public @Nullable Object value(Rendering rendering) {
    return whole == null ? render(rendering) : whole.eval(activation(rendering));
  }

  private Activation activation(Rendering rendering) {
    if (rendering.policy() == UndefinedPolicy.STRICT && !strictErrors.isEmpty()) {
      throw strictErrors.getFirst();
    }
    Activation activation = new Activation(rendering, null, function.size());
    if (selfSlot >= 0) {
      activation.set(selfSlot, blocks.references(rendering));
    }
    return activation;
  }
}
