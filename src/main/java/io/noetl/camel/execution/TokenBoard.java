package io.noetl.camel.execution;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open tokens of an execution. Not thread-safe: its run holds a lock. */
final class TokenBoard {
  private final Map<Long, Token> open;
  private volatile int size;

  TokenBoard(Map<Long, Token> open) {
    this.open = new LinkedHashMap<>(open);
    this.size = open.size();
  }

  /** A token was issued for an edge. */
  void add(Edge edge) {
    open.put(edge.token(), new Token(edge.token(), edge.step(), edge.args()));
    size = open.size();
  }

  /** A token's route has ended. */
  void remove(Token token) {
    open.remove(token.id());
    size = open.size();
  }

  void clear() {
    open.clear();
    size = 0;
  }

  /** The open token of this id; null when it is parked at the end, or over. */
  @Nullable Token find(long id) {
    return open.get(id);
  }

  /** The steps at which tokens are. */
  BitSet at() {
    BitSet at = new BitSet();
    for (Token token : open.values()) {
      if (token.at() >= 0) {
        at.set(token.at());
      }
    }
    return at;
  }

  List<Token> all() {
    return List.copyOf(open.values());
  }

  /** How many there are; any thread may ask. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
