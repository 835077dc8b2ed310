package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyIterator;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.runtime.CompiledStatement;
import io.noetl.camel.template.runtime.LoopContext;
import io.noetl.camel.template.runtime.Output;
import io.noetl.camel.template.syntax.ChildNodes;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Node;
import io.noetl.camel.template.syntax.Stmt;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Makes closures of {@code for}. */
final class LoopCompiler {
  private final StatementCompiler statements;
  private final ExpressionCompiler expressions;

  LoopCompiler(StatementCompiler statements, ExpressionCompiler expressions) {
    this.statements = statements;
    this.expressions = expressions;
  }

  CompiledStatement compile(Stmt.For loop, Scope scope) {
    checkNoLoopTarget(loop);
    Scope inner = loop.recursive() ? scope.innerFunction() : scope.inner();
    boolean extended =
        loop.recursive()
            || !Undeclared.in(loop.body(), "loop").isEmpty()
            || containsScopedBlock(loop);
    int loopSlot = extended ? inner.symbols().parameter("loop").slot() : -1;
    SymbolVisitor visitor = inner.visitor();
    visitor.parameters(loop.target());
    visitor.visitAll(loop.body());
    Code items = expressions.compile(loop.items(), scope);
    FilterCode filter = filter(loop, scope);
    TargetCode target = TargetCode.of(loop.target(), inner);
    CompiledStatement enter = ScopeCode.enter(inner);
    CompiledStatement body = statements.compile(loop.body(), inner);
    CompiledStatement leave = ScopeCode.leave(inner);
    CompiledStatement otherwise = otherwise(loop, scope, inner);
    Turns turns = new Turns(loop, loopSlot, target, enter, body, leave, otherwise);
    return loop.recursive()
        ? recursive(items, filter, turns, inner.function())
        : (activation, output) -> {
          Object all = filter.apply(items.eval(activation), activation);
          turns.run(all, activation, output, null, 0);
        };
  }

  private CompiledStatement otherwise(Stmt.For loop, Scope scope, Scope inner) {
    if (loop.otherwise().isEmpty()) {
      return (activation, output) -> {};
    }
    Scope elseScope =
        loop.recursive()
            ? new Scope(
                new Symbols(inner.function(), scope.symbols()),
                inner.function(),
                false,
                false,
                scope.escaping())
            : scope.inner();
    elseScope.visitor().visitAll(loop.otherwise());
    return statements.compileScope(loop.otherwise(), elseScope);
  }

  private static CompiledStatement recursive(
      Code items, FilterCode filter, Turns turns, FunctionScope function) {
    return (activation, output) -> {
      LoopContext.Recursion[] self = new LoopContext.Recursion[1];
      LoopContext.Recursion recursion =
          (deeper, depth) -> {
            activation.rendering().meter().enter();
            Activation inside = new Activation(activation.rendering(), activation, function.size());
            Output text = new Output(activation.rendering().meter());
            turns.run(filter.apply(deeper, activation), inside, text, self[0], depth);
            activation.rendering().meter().leave();
            return text.text();
          };
      self[0] = recursion;
      output.write(String.valueOf(recursion.render(items.eval(activation), 0)));
    };
  }

  /** The turns of a loop, once its items are known. */
  private record Turns(
      Stmt.For loop,
      int loopSlot,
      TargetCode target,
      CompiledStatement enter,
      CompiledStatement body,
      CompiledStatement leave,
      CompiledStatement otherwise) {

    void run(
        @Nullable Object items,
        Activation activation,
        Output output,
        LoopContext.@Nullable Recursion recursion,
        int depth) {
      boolean any = false;
      try {
        any =
            loopSlot < 0
                ? plain(Iteration.iterator(items), activation, output)
                : extended(
                    new LoopContext(items, activation.rendering(), recursion, depth),
                    activation,
                    output);
      } catch (PyError e) {
        throw e.at(loop.items().span());
      }
      leave.run(activation, output);
      if (!any) {
        otherwise.run(activation, output);
      }
    }

    private boolean plain(Iterator<?> items, Activation activation, Output output) {
      boolean any = false;
      while (items.hasNext()) {
        any = true;
        turn(items.next(), activation, output);
      }
      return any;
    }

    private boolean extended(LoopContext context, Activation activation, Output output) {
      boolean any = false;
      while (context.hasNext()) {
        any = true;
        Object item = context.next();
        activation.set(loopSlot, context);
        turn(item, activation, output);
      }
      return any;
    }

    private void turn(@Nullable Object item, Activation activation, Output output) {
      activation.rendering().meter().step();
      target.set(activation, item);
      enter.run(activation, output);
      body.run(activation, output);
    }
  }

  /** Leaves out the items that the loop's {@code if} does not want, one by one as they come. */
  @FunctionalInterface
  private interface FilterCode {
    @Nullable Object apply(@Nullable Object items, Activation outer);
  }

  private FilterCode filter(Stmt.For loop, Scope scope) {
    if (loop.test() == null) {
      return (items, outer) -> items;
    }
    Scope inner = scope.innerFunction();
    SymbolVisitor visitor = inner.visitor();
    visitor.parameters(loop.target());
    visitor.visit(loop.test());
    TargetCode target = TargetCode.of(loop.target(), inner);
    CompiledStatement enter = ScopeCode.enter(inner);
    Code test = expressions.compile(loop.test(), inner);
    FunctionScope function = inner.function();
    return (items, outer) -> {
      Activation own = new Activation(outer.rendering(), outer, function.size());
      Output none = new Output(outer.rendering().meter());
      enter.run(own, none);
      return PyIterator.generator("t_1", new Filtered(items, own, target, test));
    };
  }

  /** The items that pass a test. */
  private static final class Filtered implements Iterator<@Nullable Object> {
    private final @Nullable Object source;
    private final Activation activation;
    private final TargetCode target;
    private final Code test;
    private @Nullable Iterator<?> items;
    private @Nullable Object next;
    private boolean ready;

    Filtered(@Nullable Object source, Activation activation, TargetCode target, Code test) {
      this.source = source;
      this.activation = activation;
      this.target = target;
      this.test = test;
    }

    @Override
    public boolean hasNext() {
      Iterator<?> all = items == null ? Iteration.iterator(source) : items;
      items = all;
      while (!ready && all.hasNext()) {
        activation.rendering().meter().step();
        Object item = all.next();
        target.set(activation, item);
        ready = Truth.of(test.eval(activation));
        next = item;
      }
      return ready;
    }

    @Override
    public @Nullable Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ready = false;
      return next;
    }
  }

  private static boolean containsScopedBlock(Node node) {
    return (node instanceof Stmt.Block block && block.scoped())
        || ChildNodes.of(node).stream().anyMatch(LoopCompiler::containsScopedBlock);
  }

  /** {@code loop} cannot be set anywhere in a loop. */
  private static void checkNoLoopTarget(Node node) {
    List<? extends Expr> targets =
        switch (node) {
          case Stmt.For loop -> List.of(loop.target());
          case Stmt.Assign assign -> List.of(assign.target());
          case Stmt.AssignBlock assign -> List.of(assign.target());
          default -> List.of();
        };
    targets.forEach(LoopCompiler::checkTarget);
    ChildNodes.of(node).forEach(LoopCompiler::checkNoLoopTarget);
  }

  private static void checkTarget(Expr target) {
    if (target instanceof Expr.Name name && name.name().equals("loop")) {
      throw new TemplateSyntaxException(
          "TemplateAssertionError",
          "Can't assign to special loop variable in for-loop target",
          "give it another name",
          name.span());
    }
    if (target instanceof Expr.TupleOf tuple) {
      tuple.items().forEach(LoopCompiler::checkTarget);
    }
  }
}
