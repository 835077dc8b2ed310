package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.runtime.CompiledStatement;
import io.noetl.camel.template.runtime.Output;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.SourceText;
import io.noetl.camel.template.syntax.Stmt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes closures of statements. */
final class StatementCompiler {
  private final ExpressionCompiler expressions;
  private final LoopCompiler loops;
  private final MacroCompiler macros;
  private final BlockCompiler blocks;

  StatementCompiler(SourceText source, CompilerContext context) {
    this.expressions = new ExpressionCompiler(source, context);
    this.loops = new LoopCompiler(this, expressions);
    this.macros = new MacroCompiler(this, expressions);
    this.blocks = new BlockCompiler(this);
  }

  ExpressionCompiler expressions() {
    return expressions;
  }

  BlockCompiler blocks() {
    return blocks;
  }

  CompiledStatement compile(List<Stmt> statements, Scope scope) {
    List<CompiledStatement> actions = new ArrayList<>(statements.size());
    for (Stmt statement : statements) {
      actions.add(compile(statement, scope));
    }
    return ScopeCode.sequence(actions);
  }

  /** Statements in a scope of their own, whose names are known already. */
  CompiledStatement compileScope(List<Stmt> statements, Scope scope) {
    CompiledStatement body = compile(statements, scope);
    return ScopeCode.sequence(List.of(ScopeCode.enter(scope), body, ScopeCode.leave(scope)));
  }

  private CompiledStatement compile(Stmt statement, Scope scope) {
    return switch (statement) {
      case Stmt.Output s -> output(s, scope);
      case Stmt.If s -> branches(s, scope);
      case Stmt.For s -> loops.compile(s, scope);
      case Stmt.Assign s -> assign(s, scope);
      case Stmt.AssignBlock s -> assignBlock(s, scope);
      case Stmt.With s -> with(s, scope);
      case Stmt.FilterBlock s -> filterBlock(s, scope);
      case Stmt.Macro s -> macros.macro(s, scope);
      case Stmt.CallBlock s -> macros.callBlock(s, scope);
      case Stmt.Block s -> blocks.use(s, scope);
      case Stmt.Autoescape s -> autoescape(s, scope);
    };
  }

  private CompiledStatement output(Stmt.Output statement, Scope scope) {
    List<CompiledStatement> actions = new ArrayList<>();
    StringBuilder constant = new StringBuilder();
    for (Expr part : statement.parts()) {
      Code code = expressions.compile(part, scope);
      String text = constantText(code, scope);
      if (text == null) {
        flush(constant, actions);
        actions.add(print(part, code, scope));
      } else {
        constant.append(text);
      }
    }
    flush(constant, actions);
    return ScopeCode.sequence(actions);
  }

  private static void flush(StringBuilder constant, List<CompiledStatement> actions) {
    if (!constant.isEmpty()) {
      String text = constant.toString();
      actions.add((activation, output) -> output.write(text));
      constant.setLength(0);
    }
  }

  private static @Nullable String constantText(Code code, Scope scope) {
    if (!(code instanceof Constant constant) || scope.escaping() == Scope.Escaping.DYNAMIC) {
      return null;
    }
    try {
      return scope.escaping() == Scope.Escaping.ON
          ? Html.escape(constant.value()).text()
          : Str.of(constant.value());
    } catch (PyError e) {
      return null;
    }
  }

  private static CompiledStatement print(Expr part, Code code, Scope scope) {
    Scope.Escaping escaping = scope.escaping();
    return (activation, output) -> {
      Object value = code.eval(activation);
      try {
        boolean escaped =
            escaping == Scope.Escaping.ON
                || (escaping == Scope.Escaping.DYNAMIC && activation.rendering().autoescape());
        output.write(escaped ? Html.escape(value).text() : Str.of(value));
      } catch (PyError e) {
        throw e.at(part.span());
      }
    };
  }

  private CompiledStatement branches(Stmt.If statement, Scope scope) {
    Scope branch = scope.inBranch();
    List<Code> tests = new ArrayList<>();
    List<CompiledStatement> bodies = new ArrayList<>();
    addBranch(statement, branch, tests, bodies);
    for (Stmt.If elif : statement.elifs()) {
      addBranch(elif, branch, tests, bodies);
    }
    CompiledStatement otherwise = compile(statement.otherwise(), branch);
    return (activation, output) -> {
      for (int i = 0; i < tests.size(); i++) {
        if (Truth.of(tests.get(i).eval(activation))) {
          bodies.get(i).run(activation, output);
          return;
        }
      }
      otherwise.run(activation, output);
    };
  }

  private void addBranch(
      Stmt.If one, Scope branch, List<Code> tests, List<CompiledStatement> bodies) {
    Code test = expressions.compile(one.test(), branch);
    tests.add(
        test instanceof Constant
            ? test
            : Guard.at(one.test().span(), activation -> Truth.of(test.eval(activation))));
    bodies.add(compile(one.body(), branch));
  }

  private CompiledStatement assign(Stmt.Assign statement, Scope scope) {
    List<TargetCode.TargetNamespace> namespaces = new ArrayList<>();
    collectNamespaces(statement.target(), scope, namespaces);
    Code value = expressions.compile(statement.value(), scope);
    TargetCode target = TargetCode.of(statement.target(), scope);
    CompiledStatement export = export(statement.target(), scope);
    return (activation, output) -> {
      try {
        namespaces.forEach(namespace -> namespace.get(activation));
        target.set(activation, value.eval(activation));
        export.run(activation, output);
      } catch (PyError e) {
        throw e.at(statement.span());
      }
    };
  }

  private static void collectNamespaces(
      Expr target, Scope scope, List<TargetCode.TargetNamespace> namespaces) {
    switch (target) {
      case Expr.NamespaceTarget namespace ->
          namespaces.add(TargetCode.TargetNamespace.of(namespace, scope));
      case Expr.TupleOf tuple ->
          tuple.items().forEach(item -> collectNamespaces(item, scope, namespaces));
      default -> {}
    }
  }

  /** Variables of the top level are seen by macros and blocks as if the context had them. */
  static CompiledStatement export(Expr target, Scope scope) {
    if (!scope.topLevel()) {
      return (activation, output) -> {};
    }
    List<CompiledStatement> exports = new ArrayList<>();
    addExports(target, scope, exports);
    return ScopeCode.sequence(exports);
  }

  private static void addExports(Expr target, Scope scope, List<CompiledStatement> exports) {
    switch (target) {
      case Expr.Name name -> {
        int slot = ExpressionCompiler.variable(name.name(), scope, name.span()).slot();
        exports.add((a, output) -> a.rendering().export(name.name(), a.get(slot)));
      }
      case Expr.TupleOf tuple -> tuple.items().forEach(item -> addExports(item, scope, exports));
      default -> {}
    }
  }

  private CompiledStatement assignBlock(Stmt.AssignBlock statement, Scope scope) {
    Scope inner = scope.inner();
    inner.visitor().visitAll(statement.body());
    Code text = captured(statement.body(), inner);
    Expr.Filter filter = statement.filter();
    Code value = filter == null ? text : expressions.calls().filter(filter, inner, text);
    TargetCode target = TargetCode.of(statement.target(), scope);
    CompiledStatement export = export(statement.target(), scope);
    CompiledStatement leave = ScopeCode.leave(inner);
    return (activation, output) -> {
      try {
        Object result = value.eval(activation);
        boolean escaped = activation.rendering().autoescape() && !(result instanceof Markup);
        target.set(activation, escaped ? new Markup(Str.of(result)) : result);
        export.run(activation, output);
        leave.run(activation, output);
      } catch (PyError e) {
        throw e.at(statement.span());
      }
    };
  }

  /** The text that statements give, as a value. */
  private Code captured(List<Stmt> body, Scope scope) {
    CompiledStatement enter = ScopeCode.enter(scope);
    CompiledStatement content = compile(body, scope);
    return activation -> {
      Output captured = new Output(activation.rendering().meter());
      enter.run(activation, captured);
      content.run(activation, captured);
      return asText(captured, scope, activation);
    };
  }

  private static Object asText(Output output, Scope scope, Activation activation) {
    boolean markup = scope.escaping() != Scope.Escaping.OFF && activation.rendering().autoescape();
    return markup ? new Markup(output.text()) : output.text();
  }

  private CompiledStatement filterBlock(Stmt.FilterBlock statement, Scope scope) {
    Scope inner = scope.inner();
    inner.visitor().visitAll(statement.body());
    inner.visitor().visit(statement.filter());
    Code text = captured(statement.body(), inner);
    Code value = expressions.calls().filter(statement.filter(), inner, text);
    CompiledStatement print = (activation, output) -> output.writeUnchecked(value.eval(activation));
    return ScopeCode.sequence(List.of(print, ScopeCode.leave(inner)));
  }

  private CompiledStatement with(Stmt.With statement, Scope scope) {
    Scope inner = scope.inner();
    SymbolVisitor visitor = inner.visitor();
    statement.targets().forEach(visitor::parameters);
    visitor.visitAll(statement.body());
    List<CompiledStatement> actions = new ArrayList<>();
    actions.add(ScopeCode.enter(inner));
    for (int i = 0; i < statement.targets().size(); i++) {
      TargetCode target = TargetCode.of(statement.targets().get(i), inner);
      Code value = expressions.compile(statement.values().get(i), scope);
      actions.add((activation, output) -> target.set(activation, value.eval(activation)));
    }
    actions.add(compile(statement.body(), inner));
    actions.add(ScopeCode.leave(inner));
    return ScopeCode.sequence(actions);
  }

  private CompiledStatement autoescape(Stmt.Autoescape statement, Scope scope) {
    Scope inner = scope.inner();
    inner.visitor().visit(statement.value());
    inner.visitor().visitAll(statement.body());
    Code value = expressions.compile(statement.value(), inner);
    Scope.Escaping escaping =
        value instanceof Constant constant
            ? Truth.of(constant.value()) ? Scope.Escaping.ON : Scope.Escaping.OFF
            : Scope.Escaping.DYNAMIC;
    CompiledStatement enter = ScopeCode.enter(inner);
    CompiledStatement body = compile(statement.body(), inner.escaping(escaping));
    return (activation, output) -> {
      boolean before = activation.rendering().autoescape();
      enter.run(activation, output);
      activation.rendering().autoescape(Truth.of(value.eval(activation)));
      body.run(activation, output);
      activation.rendering().autoescape(before);
    };
  }
}
