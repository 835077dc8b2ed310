package io.noetl.camel.template.compile;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.CompiledStatement;
import java.util.ArrayList;
import java.util.List;

/** The beginning and the end of a scope at run time: what its variables hold. */
final class ScopeCode {
  private ScopeCode() {}

  /** Sets the variables of a scope to what they begin with. */
  static CompiledStatement enter(Scope scope) {
    List<CompiledStatement> actions = new ArrayList<>();
    scope
        .symbols()
        .loads()
        .forEach(
            (variable, load) -> {
              int slot = variable.slot();
              switch (load) {
                case Symbols.Load.Parameter p -> {}
                case Symbols.Load.Resolve r ->
                    actions.add((a, out) -> a.set(slot, Activation.UNRESOLVED));
                case Symbols.Load.Missing m -> actions.add((a, out) -> a.set(slot, Names.MISSING));
                case Symbols.Load.Alias alias -> {
                  Variable outer = alias.outer();
                  int hops = scope.function().hopsTo(outer.function());
                  actions.add((a, out) -> a.set(slot, a.outer(hops).get(outer.slot())));
                }
              }
            });
    return sequence(actions);
  }

  /** Empties the variables of a scope. */
  static CompiledStatement leave(Scope scope) {
    int[] slots = scope.symbols().loads().keySet().stream().mapToInt(Variable::slot).toArray();
    return (activation, output) -> {
      for (int slot : slots) {
        activation.set(slot, Names.MISSING);
      }
    };
  }

  /** Actions one after the other. */
  static CompiledStatement sequence(List<CompiledStatement> actions) {
    if (actions.size() == 1) {
      return actions.getFirst();
    }
    CompiledStatement[] all = actions.toArray(CompiledStatement[]::new);
    return (activation, output) -> {
      for (CompiledStatement action : all) {
        action.run(activation, output);
      }
    };
  }
}
