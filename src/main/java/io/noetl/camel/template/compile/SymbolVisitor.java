package io.noetl.camel.template.compile;

import io.noetl.camel.template.syntax.ChildNodes;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Node;
import io.noetl.camel.template.syntax.Stmt;
import java.util.List;

/**
 * Tells {@link Symbols} of the names in the nodes of a scope, in the order of their execution. It
 * stops where a new scope begins.
 */
final class SymbolVisitor {
  private Symbols symbols;

  SymbolVisitor(Symbols symbols) {
    this.symbols = symbols;
  }

  void visitAll(List<? extends Node> nodes) {
    nodes.forEach(this::visit);
  }

  void visit(Node node) {
    switch (node) {
      case Expr.Name name -> symbols.load(name.name());
      case Expr.NamespaceTarget target -> symbols.load(target.name());
      case Stmt.If branch -> visitIf(branch);
      case Stmt.Macro macro -> symbols.store(macro.name());
      case Stmt.Assign assign -> {
        visit(assign.value());
        store(assign.target());
      }
      case Stmt.AssignBlock assign -> store(assign.target());
      case Stmt.For loop -> visit(loop.items());
      case Stmt.CallBlock call -> visit(call.call());
      case Stmt.FilterBlock filter -> visit(filter.filter());
      case Stmt.With with -> visitAll(with.values());
      case Stmt.Block block -> {}
      case Stmt.Autoescape autoescape -> {}
      default -> visitAll(ChildNodes.of(node));
    }
  }

  private void visitIf(Stmt.If branch) {
    visit(branch.test());
    Symbols before = symbols;
    Symbols body = branch(before, branch.body());
    Symbols elifs = branch(before, branch.elifs());
    Symbols otherwise = branch(before, branch.otherwise());
    before.merge(List.of(body, elifs, otherwise));
  }

  private Symbols branch(Symbols before, List<? extends Node> nodes) {
    Symbols branch = before.copy();
    symbols = branch;
    visitAll(nodes);
    symbols = before;
    return branch;
  }

  /** A target's names are set. */
  void store(Expr target) {
    switch (target) {
      case Expr.Name name -> symbols.store(name.name());
      case Expr.TupleOf tuple -> tuple.items().forEach(this::store);
      default -> visit(target);
    }
  }

  /** A target's names are parameters. */
  void parameters(Expr target) {
    switch (target) {
      case Expr.Name name -> symbols.parameter(name.name());
      case Expr.TupleOf tuple -> tuple.items().forEach(this::parameters);
      default -> visit(target);
    }
  }

  /** The names of a macro or of a call block's caller. */
  void macro(Stmt.Parameters parameters, List<Stmt> body) {
    parameters.names().forEach(this::parameters);
    visitAll(parameters.defaults());
    visitAll(body);
  }
}
