package io.noetl.camel.template.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which variables the names of one scope mean, and what they hold when the scope begins. A name
 * that is read before it is set here is the outer scope's, or the context's; one that is set here
 * is a variable of its own, which begins with the outer one's value.
 */
final class Symbols {

  /** What a variable holds when its scope begins. */
  sealed interface Load {
    /** What the caller hands over. */
    record Parameter() implements Load {}

    /** The context's value of the name. */
    record Resolve() implements Load {}

    /** The value of an outer variable. */
    record Alias(Variable outer) implements Load {}

    /** Nothing. */
    record Missing() implements Load {}
  }

  private final int level;
  private final FunctionScope function;
  private final @Nullable Symbols parent;
  private final Map<String, Variable> variables;
  private final Map<Variable, Load> loads;
  private final Set<String> stores;

  /** The names of a scope in a function; a scope without a parent sees the context only. */
  Symbols(FunctionScope function, @Nullable Symbols parent) {
    this(
        parent == null ? 0 : parent.level + 1,
        function,
        parent,
        new HashMap<>(),
        new LinkedHashMap<>(),
        new HashSet<>());
  }

  private Symbols(
      int level,
      FunctionScope function,
      @Nullable Symbols parent,
      Map<String, Variable> variables,
      Map<Variable, Load> loads,
      Set<String> stores) {
    this.level = level;
    this.function = function;
    this.parent = parent;
    this.variables = variables;
    this.loads = loads;
    this.stores = stores;
  }

  /** The same names, to see what a branch adds to them. */
  Symbols copy() {
    return new Symbols(
        level,
        function,
        parent,
        new HashMap<>(variables),
        new LinkedHashMap<>(loads),
        new HashSet<>(stores));
  }

  private Variable define(String name, Load load) {
    Variable variable = function.variable(level, name);
    variables.put(name, variable);
    loads.put(variable, load);
    return variable;
  }

  /** The variable of a name, or null where the name was not met. */
  @Nullable Variable find(String name) {
    Variable variable = variables.get(name);
    return variable != null || parent == null ? variable : parent.find(name);
  }

  /** A name is set here. */
  void store(String name) {
    stores.add(name);
    if (!variables.containsKey(name)) {
      Variable outer = parent == null ? null : parent.find(name);
      define(name, outer == null ? new Load.Missing() : new Load.Alias(outer));
    }
  }

  /** A name is a parameter here. */
  Variable parameter(String name) {
    stores.add(name);
    return define(name, new Load.Parameter());
  }

  /** A name is read here. */
  void load(String name) {
    if (find(name) == null) {
      define(name, new Load.Resolve());
    }
  }

  /** Takes over what branches of a condition, of which one or none runs, added. */
  void merge(List<Symbols> branches) {
    Set<String> added = new HashSet<>();
    branches.forEach(branch -> added.addAll(branch.stores));
    added.removeAll(stores);
    for (Symbols branch : branches) {
      variables.putAll(branch.variables);
      loads.putAll(branch.loads);
      stores.addAll(branch.stores);
    }
    for (String name : added) {
      Variable outer = parent == null ? null : parent.find(name);
      define(name, outer == null ? new Load.Resolve() : new Load.Alias(outer));
    }
  }

  /** What the variables hold at the beginning. */
  Map<Variable, Load> loads() {
    return loads;
  }

  /** The names that are set here and further out, with their variables. */
  Map<String, Variable> allStores() {
    Map<String, Variable> all = new TreeMap<>();
    for (Symbols at = this; at != null; at = at.parent) {
      for (String name : at.stores) {
        Variable variable = find(name);
        if (variable != null) {
          all.putIfAbsent(name, variable);
        }
      }
    }
    return all;
  }
}
