package io.noetl.camel.api;

import java.util.Optional;

/** Tells what somebody who has called before may now. */
public interface KnownCallers {
  /**
   * A caller, with the role of now; empty where its key is taken away or over, or its user is gone.
   */
  Optional<Caller> now(Caller then);

  /**
   * Whether this server is told when a caller is taken away: the identity provider tells nobody.
   */
  boolean hearsOfTheEndOf(Caller caller);
}
