package io.noetl.camel.template.compile;

import io.noetl.camel.template.syntax.ChildNodes;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Node;
import io.noetl.camel.template.syntax.Stmt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of some special names are read somewhere, scopes within included, before they are set. */
final class Undeclared {
  private final Set<String> open;
  private final Set<String> found = new HashSet<>();

  private Undeclared(Set<String> names) {
    this.open = new HashSet<>(names);
  }

  /** The names that the nodes read. */
  static Set<String> in(List<? extends Node> nodes, String... names) {
    Undeclared search = new Undeclared(Set.of(names));
    nodes.forEach(search::visit);
    return search.found;
  }

  private void visit(Node node) {
    switch (node) {
      case Expr.Name name -> {
        if (open.contains(name.name())) {
          found.add(name.name());
        }
      }
      case Stmt.Block block -> {}
      case Stmt.For loop -> {
        target(loop.target());
        visit(loop.items());
        loop.body().forEach(this::visit);
        loop.otherwise().forEach(this::visit);
        if (loop.test() != null) {
          visit(loop.test());
        }
      }
      case Stmt.Assign assign -> {
        target(assign.target());
        visit(assign.value());
      }
      case Stmt.AssignBlock assign -> {
        target(assign.target());
        ChildNodes.of(assign).stream().skip(1).forEach(this::visit);
      }
      case Stmt.With with -> {
        with.targets().forEach(this::target);
        with.values().forEach(this::visit);
        with.body().forEach(this::visit);
      }
      case Stmt.Macro macro -> {
        macro.parameters().names().forEach(this::target);
        macro.parameters().defaults().forEach(this::visit);
        macro.body().forEach(this::visit);
      }
      case Stmt.CallBlock call -> {
        visit(call.call());
        call.parameters().names().forEach(this::target);
        call.parameters().defaults().forEach(this::visit);
        call.body().forEach(this::visit);
      }
      default -> ChildNodes.of(node).forEach(this::visit);
    }
  }

  private void target(Expr target) {
    switch (target) {
      case Expr.Name name -> open.remove(name.name());
      case Expr.TupleOf tuple -> tuple.items().forEach(this::target);
      default -> visit(target);
    }
  }
}
