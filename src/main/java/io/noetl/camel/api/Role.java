package io.noetl.camel.api;

/** What a caller may do; each role may do what those before it may. */
public enum Role {
  /**
   * Reads catalog, executions, logs and variables; queries the SQL console without changing data.
   */
  VIEWER,
  /** Starts, cancels and reruns executions, sets variables, changes data by the SQL console. */
  OPERATOR,
  /** Registers playbooks, stores and deletes credentials. */
  EDITOR,
  /** Reads secrets and administers the service. */
  ADMIN;

  /** Whether this role includes another. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
