package io.noetl.camel.app;

import io.noetl.camel.component.duckdb.DuckDbDatabases;
import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.duckdb.DuckDbTool;
import io.noetl.camel.tool.credential.CredentialResolver;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The duckdb tool and its databases. */
@Configuration(proxyBeanMethods = false)
class DuckDbConfiguration {

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
  DuckDbDatabases duckDbDatabases(DuckDbSettings settings, Clock clock) {
    return new DuckDbDatabases(new DuckDbOpener(settings), settings, clock);
  }

  @Bean
  DuckDbTool duckDbTool(
      DuckDbDatabases databases, CredentialResolver credentials, DuckDbSettings settings) {
    return new DuckDbTool(databases, credentials, settings);
  }
}
