package io.noetl.camel.template.compile;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.runtime.CompiledStatement;
import io.noetl.camel.template.runtime.Macro;
import io.noetl.camel.template.runtime.Output;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Span;
import io.noetl.camel.template.syntax.Stmt;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes closures of {@code macro} and {@code call}. */
final class MacroCompiler {
  private final StatementCompiler statements;
  private final ExpressionCompiler expressions;

  MacroCompiler(StatementCompiler statements, ExpressionCompiler expressions) {
    this.statements = statements;
    this.expressions = expressions;
  }

  CompiledStatement macro(Stmt.Macro macro, Scope scope) {
    Macro.Definition definition =
        definition(macro.name(), macro.parameters(), macro.body(), macro.span(), scope);
    Expr.Name name = new Expr.Name(macro.name(), macro.span());
    TargetCode target = TargetCode.of(name, scope);
    CompiledStatement export = StatementCompiler.export(name, scope);
    return (activation, output) -> {
      target.set(activation, new Macro(definition, activation));
      export.run(activation, output);
    };
  }

  CompiledStatement callBlock(Stmt.CallBlock block, Scope scope) {
    Macro.Definition definition =
        definition(null, block.parameters(), block.body(), block.span(), scope);
    Code caller = activation -> new Macro(definition, activation);
    Code call = expressions.calls().call(block.call(), scope, caller);
    return (activation, output) -> output.writeUnchecked(call.eval(activation));
  }

  private Macro.Definition definition(
      @Nullable String name, Stmt.Parameters parameters, List<Stmt> body, Span span, Scope scope) {
    Scope inner = scope.innerFunction();
    inner.visitor().macro(parameters, body);
    List<String> names = parameters.names().stream().map(Expr.Name::name).toList();
    checkDistinct(names, span);
    Set<String> asked = Undeclared.in(body, "caller", "kwargs", "varargs");
    boolean explicitCaller = names.contains("caller");
    if (asked.contains("caller") && explicitCaller) {
      checkCallerDefault(parameters, names.indexOf("caller"), span);
    }
    List<String> all = new ArrayList<>(names);
    boolean caller = asked.contains("caller");
    if (caller && !explicitCaller) {
      all.add("caller");
    }
    boolean kwargs = asked.contains("kwargs") && !names.contains("kwargs");
    if (kwargs) {
      all.add("kwargs");
    }
    boolean varargs = asked.contains("varargs") && !names.contains("varargs");
    if (varargs) {
      all.add("varargs");
    }
    int[] slots = all.stream().mapToInt(one -> inner.symbols().parameter(one).slot()).toArray();
    Macro.Body code = body(parameters, body, slots, inner);
    return new Macro.Definition(name, names, caller, kwargs, varargs, code);
  }

  private Macro.Body body(Stmt.Parameters parameters, List<Stmt> body, int[] slots, Scope inner) {
    List<Code> defaults = new ArrayList<>();
    for (int i = 0; i < parameters.names().size(); i++) {
      Expr value = parameters.defaultOf(i);
      String name = parameters.names().get(i).name();
      defaults.add(value == null ? notProvided(name) : expressions.compile(value, inner));
    }
    CompiledStatement enter = ScopeCode.enter(inner);
    CompiledStatement content = statements.compile(body, inner);
    FunctionScope function = inner.function();
    return (values, outer) -> {
      Activation activation = new Activation(outer.rendering(), outer, function.size());
      Output output = new Output(outer.rendering().meter());
      for (int i = 0; i < slots.length; i++) {
        activation.set(slots[i], values.get(i));
      }
      enter.run(activation, output);
      for (int i = 0; i < defaults.size(); i++) {
        if (Names.isMissing(activation.get(slots[i]))) {
          activation.set(slots[i], defaults.get(i).eval(activation));
        }
      }
      content.run(activation, output);
      return output.text();
    };
  }

  private static Code notProvided(String name) {
    return activation ->
        activation.rendering().undefined("parameter '" + name + "' was not provided");
  }

  /** Jinja2 leaves this to Python. */
  private void checkDistinct(List<String> names, Span span) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        expressions
            .findings()
            .addPythonError(
                new TemplateSyntaxException(
                    "SyntaxError",
                    "duplicate argument '" + name + "' in function definition",
                    "name each parameter once",
                    span));
      }
    }
  }

  private static void checkCallerDefault(Stmt.Parameters parameters, int index, Span span) {
    if (parameters.defaultOf(index) == null) {
      throw new TemplateSyntaxException(
          "TemplateAssertionError",
          "When defining macros or call blocks the special \"caller\" argument must be omitted or"
              + " be given a default.",
          "",
          span);
    }
  }
}
