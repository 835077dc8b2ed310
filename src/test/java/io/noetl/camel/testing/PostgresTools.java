package io.noetl.camel.testing;

import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import io.noetl.camel.tool.postgres.PoolLimits;
import io.noetl.camel.tool.postgres.PostgresPools;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.PostgresTargets;
import io.noetl.camel.tool.postgres.PostgresTool;
import io.noetl.camel.tool.postgres.StepEffects;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The postgres tool over a test's database, whose credential is {@code pg_local}. */
public final class PostgresTools implements AutoCloseable {

  public final Map<String, OpenCredential> stored = new ConcurrentHashMap<>();
  public final CredentialResolver credentials =
      new CredentialResolver(
          name -> Optional.ofNullable(stored.get(name)),
          new SecretVariables(name -> null, Set.of()));
  public final PostgresPools pools =
      new PostgresPools(PoolLimits.DEFAULT, InstantSource.system(), Guards.local());
  public final PostgresTargets targets = new PostgresTargets(credentials);
  public final PostgresRunner runner = new PostgresRunner(pools);
  public final PostgresTool tool =
      new PostgresTool(
          targets, runner, new StepEffects((name, value) -> value, (name, value) -> value));

  public PostgresTools(TestPostgres database) {
    stored.put("pg_local", new OpenCredential("pg_local", "postgres", database.credential()));
  }

  @Override
  public void close() {
    pools.close();
  }
}
