package io.noetl.camel.template.compile;

import io.noetl.camel.template.Reference;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.syntax.ChildNodes;
import io.noetl.camel.template.syntax.Expr;
import io.noetl.camel.template.syntax.Node;
import io.noetl.camel.template.syntax.SourceText;
import io.noetl.camel.template.syntax.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the data that a template reads. */
public final class References {
  private static final Set<String> TOLERANT = Set.of("default", "d", "defined", "undefined");

  private final SourceText source;
  private final List<Reference> found = new ArrayList<>();

  private References(SourceText source) {
    this.source = source;
  }

  /** What a template's statements read, in the order of the text. */
  public static List<Reference> in(SourceText source, List<Stmt> statements) {
    References references = new References(source);
    references.visitAll(statements, new HashSet<>(), false);
    return List.copyOf(references.found);
  }

  private void visitAll(List<? extends Node> nodes, Set<String> own, boolean guarded) {
    nodes.forEach(node -> visit(node, own, guarded));
  }

  /**
   * Visits a node.
   *
   * @param own the names that the template itself has set up to here
   * @param guarded whether a missing value is reckoned with
   */
  private void visit(Node node, Set<String> own, boolean guarded) {
    switch (node) {
      case Expr.Name name -> add(name, List.of(), name, own, guarded);
      case Expr.Attribute attribute -> chain(attribute, own, guarded);
      case Expr.Item item -> chain(item, own, guarded);
      case Expr.Filter filter ->
          visitAll(ChildNodes.of(filter), own, guarded || TOLERANT.contains(filter.name()));
      case Expr.Test test ->
          visitAll(ChildNodes.of(test), own, guarded || TOLERANT.contains(test.name()));
      case Expr.Conditional choice -> {
        visit(choice.test(), own, guarded);
        visit(choice.then(), own, true);
        if (choice.otherwise() != null) {
          visit(choice.otherwise(), own, true);
        }
      }
      case Expr.Binary binary -> {
        boolean later =
            binary.operator() == Expr.BinaryOperator.AND
                || binary.operator() == Expr.BinaryOperator.OR;
        visit(binary.left(), own, guarded);
        visit(binary.right(), own, guarded || later);
      }
      case Stmt statement -> visitStatement(statement, own, guarded);
      default -> visitAll(ChildNodes.of(node), own, guarded);
    }
  }

  private void visitStatement(Stmt statement, Set<String> own, boolean guarded) {
    switch (statement) {
      case Stmt.Assign assign -> {
        visit(assign.value(), own, guarded);
        addTargets(assign.target(), own);
      }
      case Stmt.AssignBlock assign -> {
        ChildNodes.of(assign).stream().skip(1).forEach(node -> visit(node, own, guarded));
        addTargets(assign.target(), own);
      }
      case Stmt.For loop -> {
        visit(loop.items(), own, guarded);
        Set<String> inside = new HashSet<>(own);
        addTargets(loop.target(), inside);
        if (loop.test() != null) {
          visit(loop.test(), inside, guarded);
        }
        inside.add("loop");
        visitAll(loop.body(), inside, true);
        visitAll(loop.otherwise(), new HashSet<>(own), true);
      }
      case Stmt.With with -> {
        visitAll(with.values(), own, guarded);
        Set<String> inside = new HashSet<>(own);
        with.targets().forEach(target -> addTargets(target, inside));
        visitAll(with.body(), inside, guarded);
      }
      case Stmt.Macro macro -> {
        own.add(macro.name());
        visitMacro(macro.parameters(), macro.body(), own);
      }
      case Stmt.CallBlock call -> {
        visit(call.call(), own, guarded);
        visitMacro(call.parameters(), call.body(), own);
      }
      case Stmt.If branch -> {
        visit(branch.test(), own, guarded);
        visitAll(branch.body(), own, true);
        visitAll(branch.elifs(), own, true);
        visitAll(branch.otherwise(), own, true);
      }
      default -> visitAll(ChildNodes.of(statement), own, guarded);
    }
  }

  private void visitMacro(Stmt.Parameters parameters, List<Stmt> body, Set<String> own) {
    Set<String> inside = new HashSet<>(own);
    inside.addAll(Set.of("caller", "kwargs", "varargs"));
    parameters.names().forEach(name -> inside.add(name.name()));
    visitAll(parameters.defaults(), inside, true);
    visitAll(body, inside, true);
  }

  private static void addTargets(Expr target, Set<String> own) {
    switch (target) {
      case Expr.Name name -> own.add(name.name());
      case Expr.TupleOf tuple -> tuple.items().forEach(item -> addTargets(item, own));
      default -> {}
    }
  }

  /** {@code a.b['c'][0]}, as far as the parts are constant. */
  private void chain(Expr whole, Set<String> own, boolean guarded) {
    List<String> path = new ArrayList<>();
    Expr at = whole;
    while (true) {
      if (at instanceof Expr.Attribute attribute) {
        path.addFirst(attribute.name());
        at = attribute.object();
      } else if (at instanceof Expr.Item item) {
        if (item.key() instanceof Expr.Literal literal) {
          path.addFirst(Str.of(literal.value()));
        } else {
          visit(item.key(), own, guarded);
          path.clear();
        }
        at = item.object();
      } else {
        break;
      }
    }
    if (at instanceof Expr.Name name) {
      add(name, path, whole, own, guarded);
    } else {
      visit(at, own, guarded);
    }
  }

  private void add(
      Expr.Name name, List<String> path, Expr whole, Set<String> own, boolean guarded) {
    if (!own.contains(name.name())) {
      int start = whole.span().start();
      found.add(
          new Reference(
              name.name(),
              List.copyOf(path),
              guarded,
              source.documentLine(start),
              source.documentColumn(start)));
    }
  }
}
