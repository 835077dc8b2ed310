package io.noetl.camel.cli.local;

import io.noetl.camel.store.secret.Credential;
import io.noetl.camel.store.secret.CredentialStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credential {@value #NAME}, by which playbooks reach the embedded database. One that a user
 * registered under this name is left alone.
 */
record LocalCredential(CredentialStore credentials) {
  private static final String NAME = "pg_local";
  private static final Map<String, Object> OURS = Map.of("made_by", "noetlctl");

  /**
   * Takes it away: on a server that does not trust its callers, no playbook logs in to the database
   * that holds keys and secrets.
   */
  void remove() {
    credentials
        .find(NAME)
        .filter(there -> OURS.equals(there.meta()))
        .ifPresent(there -> credentials.delete(there.id()));
  }

  /** Lets it lead to where the embedded database listens now. */
  void pointTo(EmbeddedDatabase database) {
    Optional<Credential> there = credentials.find(NAME);
    if (there.isPresent() && !OURS.equals(there.get().meta())) {
      return;
    }
    credentials.save(
        new Credential.Draft(
            NAME,
            "postgres",
            Map.of(
                "db_host",
                "127.0.0.1",
                "db_port",
                database.port(),
                "db_user",
                EmbeddedDatabase.USER,
                "db_password",
                database.address().password(),
                "db_name",
                EmbeddedDatabase.DATABASE),
            OURS,
            List.of("postgres", "local"),
            "The embedded database of this server"));
  }
}
