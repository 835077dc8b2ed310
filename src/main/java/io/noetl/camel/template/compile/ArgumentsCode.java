package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Signature;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled arguments of a call.
 *
 * @param positional the arguments without a name
 * @param names the names of the others
 * @param named the values of the others
 * @param spread {@code *spread}, or null
 * @param spreadNamed {@code **spread}, or null
 * @param function the name of what is called, for messages
 */
record ArgumentsCode(
    List<Code> positional,
    List<String> names,
    List<Code> named,
    @Nullable Code spread,
    @Nullable Code spreadNamed,
    String function) {

  static ArgumentsCode of(
      Expr.Arguments arguments,
      ExpressionCompiler compiler,
      Scope scope,
      Span span,
      String function) {
    if (arguments.keywords().size() > 1) {
      RepeatedKeywords.check(arguments.keywords(), span, compiler.findings());
    }
    List<Code> named = new ArrayList<>();
    arguments.keywords().forEach(keyword -> named.add(compiler.compile(keyword.value(), scope)));
    Expr spread = arguments.spread();
    Expr spreadNamed = arguments.spreadKeywords();
    return new ArgumentsCode(
        compiler.compileAll(arguments.positional(), scope),
        arguments.keywords().stream().map(Expr.Keyword::name).toList(),
        named,
        spread == null ? null : compiler.compile(spread, scope),
        spreadNamed == null ? null : compiler.compile(spreadNamed, scope),
        function);
  }

  boolean isEmpty() {
    return positional.isEmpty() && named.isEmpty() && spread == null && spreadNamed == null;
  }

  boolean isConstant() {
    return Folding.areConstant(positional)
        && Folding.areConstant(named)
        && (spread == null || spread instanceof Constant)
        && (spreadNamed == null || spreadNamed instanceof Constant);
  }

  /** The values, with that of a filter's or test's subject first. */
  CallArguments eval(@Nullable Code subject, Activation activation) {
    int first = subject == null ? 0 : 1;
    @Nullable Object[] values = new Object[first + positional.size()];
    if (subject != null) {
      values[0] = subject.eval(activation);
    }
    for (int i = 0; i < positional.size(); i++) {
      values[first + i] = positional.get(i).eval(activation);
    }
    if (named.isEmpty() && spread == null && spreadNamed == null) {
      return new CallArguments(values, Map.of());
    }
    return withMore(values, activation);
  }

  private CallArguments withMore(@Nullable Object[] values, Activation activation) {
    PyList all = new PyList(List.of());
    for (Object value : values) {
      all.add(value);
    }
    if (spread != null) {
      Object more = spread.eval(activation);
      if (!Iteration.isIterable(more)) {
        throw PyError.type("Value after * must be an iterable, not " + Types.name(more));
      }
      all.addAll(Iteration.list(more, activation.rendering().meter()));
    }
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), named.get(i).eval(activation));
    }
    if (spreadNamed != null) {
      addSpread(spreadNamed.eval(activation), byName);
    }
    return new CallArguments(all.toArray(), byName);
  }

  private void addSpread(@Nullable Object more, Map<String, @Nullable Object> byName) {
    if (!(more instanceof Map<?, ?> map)) {
      if (more instanceof Undefined undefined) {
        throw undefined.error();
      }
      throw PyError.type(
          function + "() argument after ** must be a mapping, not " + Types.name(more));
    }
    Signature.named(map)
        .forEach(
            (name, value) -> {
              if (byName.containsKey(name)) {
                throw PyError.type(
                    function + "() got multiple values for keyword argument '" + name + "'");
              }
              byName.put(name, value);
            });
  }

  /** The arguments with one more that has a name. */
  static CallArguments with(CallArguments arguments, String name, @Nullable Object value) {
    Map<String, @Nullable Object> byName = new LinkedHashMap<>(arguments.named());
    if (byName.containsKey(name)) {
      throw PyError.type(
          "jinja2.runtime.Context.call() got multiple values for keyword argument '" + name + "'");
    }
    byName.put(name, value);
    return new CallArguments(arguments.positional(), byName);
  }
}
