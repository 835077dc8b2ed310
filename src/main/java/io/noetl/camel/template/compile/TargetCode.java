package io.noetl.camel.template.compile;

import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Namespace;
import io.noetl.camel.template.syntax.Expr;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets a target: a variable, an attribute of a namespace, or several from a sequence. */
@FunctionalInterface
interface TargetCode {

  /** Takes the value. */
  void set(Activation activation, @Nullable Object value);

  static TargetCode of(Expr target, Scope scope) {
    return switch (target) {
      case Expr.Name name -> {
        Variable variable = ExpressionCompiler.variable(name.name(), scope, name.span());
        int slot = variable.slot();
        int hops = scope.function().hopsTo(variable.function());
        yield hops == 0
            ? (activation, value) -> activation.set(slot, value)
            : (activation, value) -> activation.outer(hops).set(slot, value);
      }
      case Expr.NamespaceTarget attribute -> {
        TargetNamespace namespace = TargetNamespace.of(attribute, scope);
        yield (activation, value) -> namespace.get(activation).set(attribute.attribute(), value);
      }
      case Expr.TupleOf tuple -> {
        List<TargetCode> parts = new ArrayList<>();
        tuple.items().forEach(item -> parts.add(of(item, scope)));
        yield (activation, value) -> unpack(parts, activation, value);
      }
      default -> throw new IllegalStateException("not a target: " + target);
    };
  }

  private static void unpack(
      List<TargetCode> parts, Activation activation, @Nullable Object value) {
    if (!Iteration.isIterable(value)) {
      throw PyError.type("cannot unpack non-iterable " + Types.name(value) + " object");
    }
    Iterator<?> items = Iteration.iterator(value);
    PyList taken = new PyList(parts.size());
    while (taken.size() < parts.size() && items.hasNext()) {
      taken.add(items.next());
    }
    if (taken.size() < parts.size()) {
      throw PyError.value(
          "not enough values to unpack (expected " + parts.size() + ", got " + taken.size() + ")");
    }
    if (items.hasNext()) {
      throw PyError.value("too many values to unpack (expected " + parts.size() + ")");
    }
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).set(activation, taken.get(i));
    }
  }

  /** The namespace of an attribute that is set. */
  record TargetNamespace(int slot, int hops) {
    static TargetNamespace of(Expr.NamespaceTarget target, Scope scope) {
      Variable variable = ExpressionCompiler.variable(target.name(), scope, target.span());
      return new TargetNamespace(variable.slot(), scope.function().hopsTo(variable.function()));
    }

    Namespace get(Activation activation) {
      Activation owner = activation.outer(hops);
      if (owner.get(slot) instanceof Namespace namespace) {
        return namespace;
      }
      throw new PyError("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
    }
  }
}
