package io.noetl.camel.template.compile;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.UndefinedPolicy;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.SliceValue;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.SourceText;
import io.noetl.camel.template.syntax.Span;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes closures of expressions. */
final class ExpressionCompiler {
  private final SourceText source;
  private final Folding folding;
  private final CallCompiler calls;
  private final Findings findings;

  ExpressionCompiler(SourceText source, CompilerContext context) {
    this.source = source;
    this.folding = context.folding();
    this.calls = new CallCompiler(this, context);
    this.findings = context.findings();
  }

  CallCompiler calls() {
    return calls;
  }

  Findings findings() {
    return findings;
  }

  Code compile(Expr expression, Scope scope) {
    return switch (expression) {
      case Expr.Literal e -> literal(e);
      case Expr.Text e -> text(e, scope);
      case Expr.Name e -> name(e, scope);
      case Expr.NamespaceTarget e -> throw new IllegalStateException("a target has no value");
      case Expr.Attribute e -> attribute(e, scope);
      case Expr.Item e -> item(e, scope);
      case Expr.TupleOf e -> tuple(e, scope);
      case Expr.ListOf e -> list(e, scope);
      case Expr.DictOf e -> dict(e, scope);
      case Expr.Unary e -> unary(e, scope);
      case Expr.Binary e -> binary(e, scope);
      case Expr.Comparison e -> comparison(e, scope);
      case Expr.Concatenation e -> concatenation(e, scope);
      case Expr.Conditional e -> conditional(e, scope);
      case Expr.Call e -> calls.call(e, scope);
      case Expr.Filter e -> calls.filter(e, scope, null);
      case Expr.Test e -> calls.test(e, scope);
      case Expr.Slice e -> {
        findings.addPythonError(
            new TemplateSyntaxException(
                "SyntaxError", "invalid syntax", "one subscript holds one slice", e.span()));
        yield Constant.of(null);
      }
    };
  }

  List<Code> compileAll(List<? extends Expr> expressions, Scope scope) {
    List<Code> codes = new ArrayList<>(expressions.size());
    for (Expr expression : expressions) {
      codes.add(compile(expression, scope));
    }
    return codes;
  }

  private Code literal(Expr.Literal literal) {
    if (literal.value() instanceof String text) {
      findings.addName(text);
    }
    return Constant.of(literal.value());
  }

  private static Code text(Expr.Text text, Scope scope) {
    return Constant.of(
        scope.escaping() == Scope.Escaping.ON ? new Markup(text.text()) : text.text());
  }

  /** Reads a variable; one that holds nothing is undefined. */
  private static Code name(Expr.Name expression, Scope scope) {
    String name = expression.name();
    Variable variable = variable(name, scope, expression.span());
    int slot = variable.slot();
    int hops = scope.function().hopsTo(variable.function());
    if (hops == 0) {
      return activation -> {
        Object value = activation.get(slot);
        return value instanceof String ? value : checked(value, activation, slot, name);
      };
    }
    return activation -> {
      Activation owner = activation.outer(hops);
      return checked(owner.get(slot), owner, slot, name);
    };
  }

  static Variable variable(String name, Scope scope, Span span) {
    Variable variable = scope.symbols().find(name);
    if (variable == null) {
      throw new TemplateSyntaxException(
          "AssertionError",
          "Tried to resolve a name to a reference that was unknown to the frame ('" + name + "')",
          "",
          span);
    }
    return variable;
  }

  private static @Nullable Object checked(
      @Nullable Object value, Activation owner, int slot, String name) {
    Object known = value;
    if (Activation.isUnresolved(known)) {
      known = owner.rendering().resolve(name);
      owner.set(slot, known);
    }
    return Names.isMissing(known) ? Undefined.name(owner.rendering().policy(), name) : known;
  }

  private Code attribute(Expr.Attribute expression, Scope scope) {
    Code object = compile(expression.object(), scope);
    String name = expression.name();
    findings.addName(name);
    Span span = expression.span();
    Code code =
        activation -> {
          Object value = object.eval(activation);
          try {
            return activation.rendering().attribute(value, name);
          } catch (PyError e) {
            throw e.at(span);
          }
        };
    return folding.fold(code, object instanceof Constant, scope.escaping());
  }

  private Code item(Expr.Item expression, Scope scope) {
    Code object = compile(expression.object(), scope);
    if (expression.key() instanceof Expr.Slice slice) {
      return slice(object, slice, expression.span(), scope);
    }
    Code key = compile(expression.key(), scope);
    Code code =
        Guard.at(
            expression.span(),
            activation ->
                activation.rendering().item(object.eval(activation), key.eval(activation)));
    return folding.fold(code, Folding.areConstant(List.of(object, key)), scope.escaping());
  }

  private Code slice(Code object, Expr.Slice slice, Span span, Scope scope) {
    List<@Nullable Code> parts = new ArrayList<>();
    parts.add(slice.start() == null ? null : compile(slice.start(), scope));
    parts.add(slice.stop() == null ? null : compile(slice.stop(), scope));
    parts.add(slice.step() == null ? null : compile(slice.step(), scope));
    boolean constant = object instanceof Constant && Folding.areConstant(parts);
    Code code =
        Guard.at(
            span,
            activation -> {
              Object value = object.eval(activation);
              Object start = bound(parts.get(0), activation);
              Object stop = bound(parts.get(1), activation);
              Object step = bound(parts.get(2), activation);
              return new SliceValue(start, stop, step).of(value);
            });
    return folding.fold(code, constant, scope.escaping());
  }

  private static @Nullable Object bound(@Nullable Code part, Activation activation) {
    return part == null ? null : part.eval(activation);
  }

  private Code tuple(Expr.TupleOf expression, Scope scope) {
    Code[] items = compileAll(expression.items(), scope).toArray(Code[]::new);
    Code code = activation -> new Tuple(values(items, activation));
    return folding.fold(code, Folding.areConstant(List.of(items)), scope.escaping());
  }

  private Code list(Expr.ListOf expression, Scope scope) {
    Code[] items = compileAll(expression.items(), scope).toArray(Code[]::new);
    Code code =
        activation -> {
          PyList list = new PyList(items.length);
          for (Code item : items) {
            list.add(item.eval(activation));
          }
          return list;
        };
    return folding.fold(code, Folding.areConstant(List.of(items)), scope.escaping());
  }

  static @Nullable Object[] values(Code[] codes, Activation activation) {
    @Nullable Object[] values = new Object[codes.length];
    for (int i = 0; i < codes.length; i++) {
      values[i] = codes[i].eval(activation);
    }
    return values;
  }

  private Code dict(Expr.DictOf expression, Scope scope) {
    List<Code> keys = new ArrayList<>();
    List<Code> values = new ArrayList<>();
    for (Expr.Pair pair : expression.pairs()) {
      keys.add(compile(pair.key(), scope));
      values.add(compile(pair.value(), scope));
    }
    Code code =
        Guard.at(
            expression.span(),
            activation -> {
              PyDict dict = new PyDict();
              for (int i = 0; i < keys.size(); i++) {
                Object key = keys.get(i).eval(activation);
                dict.set(key, values.get(i).eval(activation));
              }
              return dict;
            });
    boolean constant = Folding.areConstant(keys) && Folding.areConstant(values);
    return folding.fold(code, constant, scope.escaping());
  }

  private Code unary(Expr.Unary expression, Scope scope) {
    Code operand = compile(expression.operand(), scope);
    Code code = Guard.at(expression.span(), Operators.unary(expression.operator(), operand));
    return folding.fold(code, operand instanceof Constant, scope.escaping());
  }

  private Code binary(Expr.Binary expression, Scope scope) {
    Code left = compile(expression.left(), scope);
    boolean and = expression.operator() == Expr.BinaryOperator.AND;
    if (and || expression.operator() == Expr.BinaryOperator.OR) {
      return shortCut(expression, and, left, scope);
    }
    Code right = compile(expression.right(), scope);
    Code operation =
        expression.operator() == Expr.BinaryOperator.POWER
                && left instanceof Constant base
                && base.isNegative()
                && !(right instanceof Constant)
            ? Operators.negativeBase(base, right)
            : Operators.binary(expression.operator(), left, right);
    Code code = Guard.at(expression.span(), operation);
    return folding.fold(code, Folding.areConstant(List.of(left, right)), scope.escaping());
  }

  /** {@code and} and {@code or}: a constant left side may decide alone. */
  private Code shortCut(Expr.Binary expression, boolean and, Code left, Scope scope) {
    if (left instanceof Constant constant && Truth.of(constant.value()) != and) {
      return left;
    }
    noteStrictError(left, expression.span());
    Code right = compile(expression.right(), scope);
    if (left instanceof Constant && right instanceof Constant) {
      return right;
    }
    return Guard.at(
        expression.span(),
        activation -> {
          Object value = left.eval(activation);
          return Truth.of(value) == and ? right.eval(activation) : value;
        });
  }

  private Code comparison(Expr.Comparison expression, Scope scope) {
    Code first = compile(expression.first(), scope);
    List<Expr.Operand> rest = expression.rest();
    List<Code> values = new ArrayList<>();
    for (Expr.Operand operand : rest) {
      values.add(compile(operand.value(), scope));
    }
    Code code =
        rest.size() == 1
            ? Operators.comparison(rest.getFirst().operator(), first, values.getFirst())
            : Operators.comparisons(
                rest.stream().map(Expr.Operand::operator).toList(), first, values);
    boolean constant = first instanceof Constant && Folding.areConstant(values);
    return folding.fold(Guard.at(expression.span(), code), constant, scope.escaping());
  }

  private Code concatenation(Expr.Concatenation expression, Scope scope) {
    Code[] parts = compileAll(expression.parts(), scope).toArray(Code[]::new);
    noteStrictErrors(parts, expression.span());
    boolean constant = Folding.areConstant(List.of(parts));
    Code code =
        scope.escaping() == Scope.Escaping.OFF || constant
            ? Operators.concatenation(parts)
            : Operators.escapedConcatenation(parts);
    return folding.fold(Guard.at(expression.span(), code), constant, scope.escaping());
  }

  private Code conditional(Expr.Conditional expression, Scope scope) {
    Scope branch = scope.inBranch();
    Code test = compile(expression.test(), branch);
    noteStrictError(test, expression.span());
    Expr otherwise = expression.otherwise();
    if (test instanceof Constant constant) {
      Expr chosen = Truth.of(constant.value()) ? expression.then() : otherwise;
      if (chosen != null && compile(chosen, branch) instanceof Constant value) {
        return value;
      }
    }
    Code then = compile(expression.then(), branch);
    Code other = otherwise == null ? missingElse(expression) : compile(otherwise, branch);
    return Guard.at(
        expression.span(),
        activation ->
            Truth.of(test.eval(activation)) ? then.eval(activation) : other.eval(activation));
  }

  private void noteStrictError(Code code, Span span) {
    if (code instanceof UndefinedConstant constant) {
      findings.addStrictError(constant.undefined().error().at(span));
    }
  }

  /** Of constant parts; the first that is not ends the computation. */
  private void noteStrictErrors(Code[] parts, Span span) {
    for (Code part : parts) {
      noteStrictError(part, span);
      if (!(part instanceof Constant)) {
        return;
      }
    }
  }

  /** Without an {@code else} it is undefined, and lenient whatever the policy is. */
  private Code missingElse(Expr.Conditional expression) {
    String hint =
        "the inline if-expression on line "
            + source.lineOf(expression.lineAt().start())
            + " evaluated to false and no else section was defined.";
    Undefined undefined = Undefined.because(UndefinedPolicy.LENIENT, hint);
    return activation -> undefined;
  }
}
