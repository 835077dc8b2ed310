package io.noetl.camel.playbook;

/** Where in a playbook a step stands, and with that when it runs. */
public enum Part {
  /** Runs when the flow comes to it. */
  WORKFLOW("workflow"),
  /** Undoes a step, when the execution fails or is cancelled. */
  COMPENSATE("compensate"),
  /** Runs when the execution fails. */
  ON_FAILURE("on_failure"),
  /** Runs when the execution is cancelled. */
  ON_CANCEL("on_cancel"),
  /** Runs last, however the execution ends. */
  FINALLY("finally");

  private final String key;

  Part(String key) {
    this.key = key;
  }

  /** As playbooks and events write it. */
  public String key() {
    return key;
  }

  /** The part of this name. */
  public static Part of(String key) {
    for (Part part : values()) {
      if (part.key.equals(key)) {
        return part;
      }
    }
    throw new IllegalArgumentException("No part '" + key + "'");
  }
}
