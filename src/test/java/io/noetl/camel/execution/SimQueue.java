package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables that cursors of the simulation claim rows of, in a database of their own: a claim is a
 * transaction, which is undone when its connection is lost. Rows that an open one has locked are
 * skipped by the others.
 */
final class SimQueue {
  private final Map<String, TreeMap<Integer, Transaction>> tables = new HashMap<>();
  private final Map<String, Transaction> transactions = new HashMap<>();

  /** What has become of a transaction. */
  enum State {
    OPEN,
    COMMITTED,
    UNDONE
  }

  /** A claim and the rows that it has locked. */
  static final class Transaction {
    private final String id;
    private final SimReplica replica;
    private final String table;
    private final long owner;
    private final List<Integer> rows = new ArrayList<>();
    private State state = State.OPEN;

    private Transaction(String id, SimReplica replica, String table, long owner) {
      this.id = id;
      this.replica = replica;
      this.table = table;
      this.owner = owner;
    }

    String id() {
      return id;
    }

    /** As a claim gives them. */
    List<Map<String, Object>> rows() {
      return rows.stream().map(row -> Map.<String, Object>of("n", (long) row)).toList();
    }

    void commit() {
      state = state == State.OPEN ? State.COMMITTED : state;
    }

    void undo() {
      state = state == State.OPEN ? State.UNDONE : state;
    }
  }

  /**
   * Claims rows that are free.
   *
   * @param owner the epoch of the execution's owner
   * @param table made with rows from 1 when it is first asked for
   */
  Transaction claim(SimReplica replica, long owner, String table, int count, int most) {
    TreeMap<Integer, Transaction> rows = tables.computeIfAbsent(table, made -> new TreeMap<>());
    Transaction claim =
        new Transaction(String.valueOf(transactions.size() + 1), replica, table, owner);
    transactions.put(claim.id(), claim);
    for (int row = 1; row <= count && claim.rows.size() < most; row++) {
      Transaction holder = rows.get(row);
      if (holder == null || holder.state == State.UNDONE) {
        rows.put(row, claim);
        claim.rows.add(row);
      }
    }
    return claim;
  }

  State state(String transaction) {
    Transaction found = transactions.get(transaction);
    return found == null ? State.UNDONE : found.state;
  }

  /** Whether an owner of before has locked rows of a table, and may give them back. */
  boolean isHeldByOlder(String table, long owner) {
    return transactions.values().stream()
        .anyMatch(
            other -> other.state == State.OPEN && other.table.equals(table) && other.owner < owner);
  }

  /** The connections of a replica are gone, and with them what it had not committed. */
  void lost(SimReplica replica) {
    transactions.values().stream()
        .filter(transaction -> transaction.replica == replica)
        .forEach(Transaction::undo);
  }

  /** Whether a table has rows that nobody has claimed. */
  boolean isDrained(String table, int count) {
    Map<Integer, Transaction> rows = tables.getOrDefault(table, new TreeMap<>());
    return rows.size() == count
        && rows.values().stream().allMatch(claim -> claim.state == State.COMMITTED);
  }
}
