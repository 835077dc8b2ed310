package io.noetl.camel.api.access;

import io.noetl.camel.api.Caller;
import io.noetl.camel.api.KnownCallers;
import java.util.Optional;

/** Finds callers again by what they have shown. */
public final class CallersByProof implements KnownCallers {
  /** Of who calls from the machine of a server that trusts it. */
  public static final String MACHINE = "machine";

  /** Of a token of the identity provider. */
  static final String PROVIDER = "provider";

  /** What stands before the beginning of a user who has signed in. */
  static final String SESSION = "session ";

  private final Callers keys;
  private final SignedInUsers users;
  private final boolean open;

  /**
   * A finder.
   *
   * @param open whether every caller of the machine is trusted
   */
  public CallersByProof(Callers keys, SignedInUsers users, boolean open) {
    this.keys = keys;
    this.users = users;
    this.open = open;
  }

  @Override
  public Optional<Caller> now(Caller then) {
    String proof = then.proof();
    if (proof.equals(PROVIDER) || (proof.equals(MACHINE) && open)) {
      return Optional.of(then);
    }
    if (proof.startsWith(SESSION)) {
      return users
          .role(then.name().replaceFirst("^user:", ""), proof.substring(SESSION.length()))
          .map(role -> new Caller(then.name(), role, proof));
    }
    return keys.ofProof(proof).filter(now -> now.name().equals(then.name()));
  }

  @Override
  public boolean hearsOfTheEndOf(Caller caller) {
    return !caller.proof().equals(PROVIDER);
  }
}
