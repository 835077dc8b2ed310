package io.noetl.camel.template.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. */
public sealed interface Stmt extends Node {

  /** Text and printed expressions. */
  record Output(List<Expr> parts, Span span) implements Stmt {}

  /** {@code if}; the branches behind it are statements of their own, without further ones. */
  record If(Expr test, List<Stmt> body, List<If> elifs, List<Stmt> otherwise, Span span)
      implements Stmt {}

  /** {@code for target in items if test recursive … else …}. */
  record For(
      Expr target,
      Expr items,
      @Nullable Expr test,
      boolean recursive,
      List<Stmt> body,
      List<Stmt> otherwise,
      Span span)
      implements Stmt {}

  /** {@code set target = value}. */
  record Assign(Expr target, Expr value, Span span) implements Stmt {}

  /** {@code set target | filter} … {@code endset}. */
  record AssignBlock(Expr target, Expr.@Nullable Filter filter, List<Stmt> body, Span span)
      implements Stmt {}

  /** {@code with a = 1, b = 2}. */
  record With(List<Expr> targets, List<Expr> values, List<Stmt> body, Span span) implements Stmt {}

  /** {@code filter name} … {@code endfilter}. */
  record FilterBlock(Expr.Filter filter, List<Stmt> body, Span span) implements Stmt {}

  /** {@code macro name(a, b=1)}. */
  record Macro(String name, Parameters parameters, List<Stmt> body, Span span) implements Stmt {}

  /** {@code call(a) name(b)}: the body is the {@code caller} of the call. */
  record CallBlock(Parameters parameters, Expr.Call call, List<Stmt> body, Span span)
      implements Stmt {}

  /** {@code block name}, which renders where it stands, as no template extends another one. */
  record Block(String name, boolean scoped, boolean required, List<Stmt> body, Span span)
      implements Stmt {}

  /** {@code autoescape value}. */
  record Autoescape(Expr value, List<Stmt> body, Span span) implements Stmt {}

  /**
   * The parameters of a macro.
   *
   * @param names their names
   * @param defaults the defaults of the last ones
   */
  record Parameters(List<Expr.Name> names, List<Expr> defaults) {

    /** The default of the parameter at an index, or null. */
    public @Nullable Expr defaultOf(int index) {
      int at = index - names.size() + defaults.size();
      return at < 0 ? null : defaults.get(at);
    }
  }
}
