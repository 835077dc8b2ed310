package io.noetl.camel.app;

import io.noetl.camel.component.duckdb.DuckDbAccess;
import io.noetl.camel.component.duckdb.DuckDbDatabases;
import io.noetl.camel.component.duckdb.DuckDbNetwork;
import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.duckdb.DuckDbTool;
import io.noetl.camel.component.duckdb.FileAccess;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.net.OutboundProxy;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.credential.CredentialResolver;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The duckdb tool and its databases. */
@Configuration(proxyBeanMethods = false)
class DuckDbConfiguration {
  private static final int PASSWORD_BYTES = 24;

  @Bean
  DuckDbSettings duckDbSettings(DuckDbProperties properties) {
    DuckDbSettings defaults = DuckDbSettings.defaults();
    return new DuckDbSettings(
        properties.extensions() == null ? defaults.extensionDirectory() : properties.extensions(),
        properties.data(),
        properties.memoryLimit(),
        properties.threads(),
        properties.externalAccess(),
        properties.rows());
  }

  @Bean
  OutboundProxy outboundProxy(SecureRandom random) {
    return new OutboundProxy(() -> RandomText.of(random, PASSWORD_BYTES));
  }

  @Bean
  DuckDbOpener duckDbOpener(
      DuckDbSettings settings, OutboundProxy proxy, OutboundGuard guard, SecureRandom random) {
    return new DuckDbOpener(settings, new DuckDbNetwork(proxy, guard, random));
  }

  @Bean
  DuckDbDatabases duckDbDatabases(DuckDbOpener opener, DuckDbSettings settings, Clock clock) {
    return new DuckDbDatabases(opener, settings, clock);
  }

  @Bean
  DuckDbTool duckDbTool(
      DuckDbDatabases databases,
      CredentialResolver credentials,
      DuckDbSettings settings,
      DuckDbProperties properties) {
    Path folder = properties.restrictedFolder();
    FileAccess files = folder == null ? new FileAccess.None() : new FileAccess.Folder(folder);
    return new DuckDbTool(databases, credentials, settings, call -> access(call.profile(), files));
  }

  private static DuckDbAccess access(ExecutionProfile profile, FileAccess files) {
    return profile.restricted()
        ? DuckDbAccess.restricted(
            files, server -> profile.hosts().allows(server.host(), server.port()))
        : DuckDbAccess.TRUSTED;
  }
}
