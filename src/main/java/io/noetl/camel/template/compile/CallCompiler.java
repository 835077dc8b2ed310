package io.noetl.camel.template.compile;

import io.noetl.camel.template.UndefinedPolicy;
import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Callable;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.runtime.Function;
import io.noetl.camel.template.runtime.Library;
import io.noetl.camel.template.runtime.Rendering;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Span;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes closures of calls, filters and tests. */
final class CallCompiler {
  private static final Set<String> ASK_FOR_DEFAULT = Set.of("default", "d");
  private static final Set<String> ASK_WHETHER_DEFINED = Set.of("defined", "undefined");

  private final ExpressionCompiler expressions;
  private final Library library;
  private final Folding folding;

  CallCompiler(ExpressionCompiler expressions, CompilerContext context) {
    this.expressions = expressions;
    this.library = context.library();
    this.folding = context.folding();
  }

  Code call(Expr.Call call, Scope scope) {
    return call(call, scope, null);
  }

  /**
   * A call.
   *
   * @param caller what is handed over as {@code caller}, or null
   */
  Code call(Expr.Call call, Scope scope, @Nullable Code caller) {
    Code callee = expressions.compile(call.callee(), scope);
    ArgumentsCode arguments =
        ArgumentsCode.of(
            call.arguments(), expressions, scope, call.span(), "jinja2.runtime.Context.call");
    return Guard.at(
        call.span(),
        activation -> {
          Object function = callee.eval(activation);
          CallArguments given = arguments.eval(null, activation);
          return invoke(
              function,
              caller == null ? given : ArgumentsCode.with(given, "caller", caller.eval(activation)),
              activation.rendering());
        });
  }

  private static @Nullable Object invoke(
      @Nullable Object function, CallArguments arguments, Rendering rendering) {
    if (function instanceof Callable callable) {
      return callable.call(arguments, rendering.meter());
    }
    if (function instanceof Undefined undefined) {
      throw undefined.error();
    }
    throw PyError.type("'" + Types.name(function) + "' object is not callable");
  }

  /**
   * A filter.
   *
   * @param body the subject of a filter block's first filter
   */
  Code filter(Expr.Filter filter, Scope scope, @Nullable Code body) {
    Function function = library.filter(filter.name());
    if (function == null && !scope.branch()) {
      throw new TemplateSyntaxException(
          "TemplateAssertionError",
          "No filter named '" + filter.name() + "'.",
          library.filterHint(filter.name()),
          filter.nameSpan());
    }
    Code subject = subject(filter, scope, body);
    if (ASK_FOR_DEFAULT.contains(filter.name())) {
      subject = forgiving(subject);
    }
    return apply(
        function, filter.name(), "filter", subject, filter.arguments(), filter.span(), scope);
  }

  /** Where the policy forgives it, a value below one that is missing is missing, and no error. */
  private static Code forgiving(Code subject) {
    return subject instanceof Constant
        ? subject
        : activation -> {
          try {
            return subject.eval(activation);
          } catch (PyError e) {
            UndefinedPolicy policy = activation.rendering().policy();
            if (policy == UndefinedPolicy.FORGIVING && e.type().equals("UndefinedError")) {
              return Undefined.because(policy, e.message());
            }
            throw e;
          }
        };
  }

  private Code subject(Expr.Filter filter, Scope scope, @Nullable Code body) {
    Expr subject = filter.subject();
    if (subject instanceof Expr.Filter inner) {
      return filter(inner, scope, body);
    }
    if (subject != null) {
      return expressions.compile(subject, scope);
    }
    if (body == null) {
      throw new IllegalStateException("a filter without a subject outside of a block");
    }
    return body;
  }

  Code test(Expr.Test test, Scope scope) {
    Function function = library.test(test.name());
    if (function == null && !scope.branch()) {
      throw new TemplateSyntaxException(
          "TemplateAssertionError",
          "No test named '" + test.name() + "'.",
          library.testHint(test.name()),
          test.nameSpan());
    }
    Code subject = expressions.compile(test.subject(), scope);
    if (ASK_WHETHER_DEFINED.contains(test.name())) {
      subject = forgiving(subject);
    }
    return apply(function, test.name(), "test", subject, test.arguments(), test.span(), scope);
  }

  private Code apply(
      @Nullable Function function,
      String name,
      String kind,
      Code subject,
      Expr.Arguments arguments,
      Span span,
      Scope scope) {
    String python =
        function == null ? name : function.signature().qualified("jinja2." + kind + "s.");
    ArgumentsCode given = ArgumentsCode.of(arguments, expressions, scope, span, python);
    if (function == null) {
      return Guard.at(span, activation -> unknown(name, kind, given.eval(subject, activation)));
    }
    Code code =
        given.isEmpty()
            ? withoutArguments(function, subject, span)
            : withArguments(function, subject, given, span);
    boolean constant = function.constant() && subject instanceof Constant && given.isConstant();
    return folding.fold(code, constant, scope.escaping());
  }

  private static Code withoutArguments(Function function, Code subject, Span span) {
    return activation -> {
      Object value = subject.eval(activation);
      try {
        return function.call(value, activation.rendering());
      } catch (PyError e) {
        throw e.at(span);
      }
    };
  }

  private static Code withArguments(
      Function function, Code subject, ArgumentsCode arguments, Span span) {
    return Guard.at(
        span,
        activation -> function.call(arguments.eval(subject, activation), activation.rendering()));
  }

  private @Nullable Object unknown(String name, String kind, CallArguments arguments) {
    if (!arguments.named().isEmpty()) {
      String first = arguments.named().keySet().iterator().next();
      throw PyError.type("t_1() got an unexpected keyword argument '" + first + "'");
    }
    throw new PyError(
        "TemplateRuntimeError",
        "No " + kind + " named '" + name + "' found.",
        kind.equals("filter") ? library.filterHint(name) : library.testHint(name));
  }
}
