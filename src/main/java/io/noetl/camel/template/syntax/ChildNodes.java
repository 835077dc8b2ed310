package io.noetl.camel.template.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a node, in the order in which Jinja2 visits them. */
public final class ChildNodes {
  private final List<Node> nodes = new ArrayList<>();

  private ChildNodes() {}

  /** The parts of a node. */
  public static List<Node> of(Node node) {
    ChildNodes children = new ChildNodes();
    switch (node) {
      case Expr expression -> children.addParts(expression);
      case Stmt statement -> children.addParts(statement);
    }
    return children.nodes;
  }

  private ChildNodes add(@Nullable Node node) {
    if (node != null) {
      nodes.add(node);
    }
    return this;
  }

  private ChildNodes addAll(List<? extends Node> more) {
    nodes.addAll(more);
    return this;
  }

  private ChildNodes addArguments(Expr.Arguments arguments) {
    addAll(arguments.positional());
    arguments.keywords().forEach(keyword -> add(keyword.value()));
    return add(arguments.spread()).add(arguments.spreadKeywords());
  }

  private void addParts(Expr expression) {
    switch (expression) {
      case Expr.Name e -> {}
      case Expr.NamespaceTarget e -> {}
      case Expr.Literal e -> {}
      case Expr.Text e -> {}
      case Expr.TupleOf e -> addAll(e.items());
      case Expr.ListOf e -> addAll(e.items());
      case Expr.DictOf e -> e.pairs().forEach(pair -> add(pair.key()).add(pair.value()));
      case Expr.Unary e -> add(e.operand());
      case Expr.Binary e -> add(e.left()).add(e.right());
      case Expr.Comparison e -> {
        add(e.first());
        e.rest().forEach(operand -> add(operand.value()));
      }
      case Expr.Concatenation e -> addAll(e.parts());
      case Expr.Conditional e -> add(e.test()).add(e.then()).add(e.otherwise());
      case Expr.Attribute e -> add(e.object());
      case Expr.Item e -> add(e.object()).add(e.key());
      case Expr.Slice e -> add(e.start()).add(e.stop()).add(e.step());
      case Expr.Call e -> add(e.callee()).addArguments(e.arguments());
      case Expr.Filter e -> add(e.subject()).addArguments(e.arguments());
      case Expr.Test e -> add(e.subject()).addArguments(e.arguments());
    }
  }

  private void addParts(Stmt statement) {
    switch (statement) {
      case Stmt.Output s -> addAll(s.parts());
      case Stmt.If s -> add(s.test()).addAll(s.body()).addAll(s.elifs()).addAll(s.otherwise());
      case Stmt.For s ->
          add(s.target()).add(s.items()).addAll(s.body()).addAll(s.otherwise()).add(s.test());
      case Stmt.Assign s -> add(s.target()).add(s.value());
      case Stmt.AssignBlock s -> add(s.target()).add(s.filter()).addAll(s.body());
      case Stmt.With s -> addAll(s.targets()).addAll(s.values()).addAll(s.body());
      case Stmt.FilterBlock s -> addAll(s.body()).add(s.filter());
      case Stmt.Macro s ->
          addAll(s.parameters().names()).addAll(s.parameters().defaults()).addAll(s.body());
      case Stmt.CallBlock s ->
          add(s.call())
              .addAll(s.parameters().names())
              .addAll(s.parameters().defaults())
              .addAll(s.body());
      case Stmt.Block s -> addAll(s.body());
      case Stmt.Autoescape s -> add(s.value()).addAll(s.body());
    }
  }
}
