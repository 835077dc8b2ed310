package io.noetl.camel.template.syntax;

/** Bounds how deep the syntax tree may become: parsers and closures recurse along it. */
final class Nesting {
  private static final int CHAIN_FACTOR = 5;

  private final int limit;
  private int depth;

  Nesting(int limit) {
    this.limit = limit;
  }

  /** Goes one level deeper. */
  void enter(Span at) {
    if (++depth > limit) {
      throw tooDeep("brackets, operators or blocks nested in each other", limit, at);
    }
  }

  /** Comes back. */
  void leave() {
    depth--;
  }

  /** A row of operators of the same binding, whose tree leans to the left. */
  Chain chain() {
    return new Chain();
  }

  private static TemplateSyntaxException tooDeep(String what, int limit, Span at) {
    return new TemplateSyntaxException(
        "RecursionError",
        "more than " + limit + " " + what + " (limit: maxNesting)",
        "set parts of it to names of their own",
        at);
  }

  /** Counts the operators of a row. */
  final class Chain {
    private int links;

    void link(Span at) {
      if (++links > limit * CHAIN_FACTOR) {
        throw tooDeep("operators in a row", limit * CHAIN_FACTOR, at);
      }
    }
  }
}
