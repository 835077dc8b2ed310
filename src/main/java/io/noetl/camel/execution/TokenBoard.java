package io.noetl.camel.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open tokens of an execution. Not thread-safe: its run holds a lock. */
final class TokenBoard {
  private final Map<Long, Token> open;

  TokenBoard(Map<Long, Token> open) {
    this.open = new LinkedHashMap<>(open);
  }

  /** A token was issued for an edge. */
  void add(Edge edge) {
    open.put(edge.token(), new Token(edge.token(), edge.step(), edge.args()));
  }

  /** A token's route has ended. */
  void remove(Token token) {
    open.remove(token.id());
  }

  void clear() {
    open.clear();
  }

  /** The open token of this id; null when it is parked at the end, or over. */
  @Nullable Token find(long id) {
    return open.get(id);
  }

  List<Token> all() {
    return List.copyOf(open.values());
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
