package io.noetl.camel.template.compile;

/**
 * What the compiler knows where it is.
 *
 * @param symbols the names
 * @param function whose variables they are
 * @param topLevel whether what is set here is seen by macros and blocks
 * @param branch whether this is a branch of a condition, in which an unknown filter is an error
 *     only when it is used
 * @param escaping whether output is escaped
 */
record Scope(
    Symbols symbols, FunctionScope function, boolean topLevel, boolean branch, Escaping escaping) {

  /** Whether output is escaped for HTML. */
  enum Escaping {
    OFF,
    ON,
    /** As it turns out when the template is used. */
    DYNAMIC
  }

  /** A scope of its own within this one. */
  Scope inner() {
    return new Scope(new Symbols(function, symbols), function, false, false, escaping);
  }

  /** A function of its own within this scope. */
  Scope innerFunction() {
    FunctionScope inside = new FunctionScope(function);
    return new Scope(new Symbols(inside, symbols), inside, false, false, escaping);
  }

  /** A function that sees the context only. */
  Scope isolated() {
    FunctionScope alone = new FunctionScope(null);
    return new Scope(new Symbols(alone, null), alone, false, false, escaping);
  }

  /** This scope in a branch of a condition. */
  Scope inBranch() {
    return branch ? this : new Scope(symbols, function, topLevel, true, escaping);
  }

  /** This scope with another way of escaping. */
  Scope escaping(Escaping other) {
    return new Scope(symbols, function, topLevel, branch, other);
  }

  SymbolVisitor visitor() {
    return new SymbolVisitor(symbols);
  }
}
