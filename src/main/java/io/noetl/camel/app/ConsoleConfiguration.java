package io.noetl.camel.app;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.console.ConnectionRules;
import io.noetl.camel.store.console.ConnectionStrings;
import io.noetl.camel.store.console.ConnectionTarget;
import io.noetl.camel.store.console.ConsoleConnections;
import io.noetl.camel.store.console.ConsoleRoles;
import io.noetl.camel.store.console.CredentialTargets;
import io.noetl.camel.store.console.SqlConsole;
import io.noetl.camel.store.secret.CredentialStore;
import io.noetl.camel.store.secret.MasterKeys;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The SQL console and where it may connect to. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  @Bean
  SqlConsole sqlConsole(
      JdbcConnectionDetails database,
      DataSource dataSource,
      MasterKeys keys,
      CredentialStore credentials,
      ConsoleProperties properties,
      OutboundGuard guard,
      Json json) {
    ConnectionTarget own = target(database);
    List<ConnectionTarget> servers = new ArrayList<>();
    servers.add(own);
    properties.servers().stream().map(ConnectionStrings::parse).forEach(servers::add);
    ConsoleConnections connections =
        new ConsoleConnections(
            own,
            new ConsoleRoles(dataSource, keys::derived),
            new CredentialTargets(credentials),
            new ConnectionRules(
                servers,
                properties.freeConnections(),
                (target, stored) -> checked(guard, target, stored)));
    return new SqlConsole(
        connections, json, new SqlConsole.Limits(properties.maxRows(), properties.timeout()));
  }

  private static InetAddress checked(
      OutboundGuard guard, ConnectionTarget target, boolean ofCredential) {
    HostPort server = new HostPort(target.host(), target.port());
    try {
      return (ofCredential ? guard.allowing(Set.of(server)) : guard)
          .resolve(target.host(), target.port());
    } catch (OutboundGuard.Denied e) {
      throw new ConnectionRules.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static ConnectionTarget target(JdbcConnectionDetails database) {
    Properties url = Driver.parseURL(database.getJdbcUrl(), null);
    if (url == null) {
      throw new IllegalArgumentException(
          "spring.datasource.url is no PostgreSQL URL (expected:"
              + " jdbc:postgresql://host:port/database)");
    }
    return new ConnectionTarget(
        Optional.ofNullable(PGProperty.PG_HOST.getOrDefault(url)).orElse("localhost"),
        Integer.parseInt(Optional.ofNullable(PGProperty.PG_PORT.getOrDefault(url)).orElse("5432")),
        Optional.ofNullable(PGProperty.PG_DBNAME.getOrDefault(url)).orElse("postgres"),
        Optional.ofNullable(database.getUsername()).orElse(PGProperty.USER.getOrDefault(url)),
        Optional.ofNullable(database.getPassword()).orElse(PGProperty.PASSWORD.getOrDefault(url)),
        PGProperty.SSL_MODE.getOrDefault(url));
  }
}
