package io.noetl.camel.store.console;

import java.util.Locale;

/** Who sends a statement: as whom it runs on the service's own database. */
public enum Level {
  /** Reads, one statement at a time, and sees no key, secret or audit. */
  VIEWER,
  /** Changes the data of playbooks as well. */
  OPERATOR,
  /** Is the service's own user. */
  ADMIN;

  String lowerName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
