package io.noetl.camel.app;

import io.noetl.camel.api.Caller;
import io.noetl.camel.api.KnownCallers;
import io.noetl.camel.api.Role;
import io.noetl.camel.api.access.AuditTrail;
import io.noetl.camel.api.access.CallerFilter;
import io.noetl.camel.api.access.Callers;
import io.noetl.camel.api.access.CallersByProof;
import io.noetl.camel.api.access.KeyApi;
import io.noetl.camel.api.access.OriginFilter;
import io.noetl.camel.api.access.Origins;
import io.noetl.camel.api.access.ProblemWriter;
import io.noetl.camel.api.access.RequestLimits;
import io.noetl.camel.api.access.SignedInUsers;
import io.noetl.camel.api.access.TokenRoles;
import io.noetl.camel.execution.net.AddressRange;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.access.ApiKeyStore;
import io.noetl.camel.store.access.AuditStore;
import io.noetl.camel.store.access.UserStore;
import io.noetl.camel.store.secret.KeyRotation;
import io.noetl.camel.store.secret.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom the server trusts, and where it calls. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(AccessConfiguration.class);

  /**
   * Whom the server is for.
   *
   * @param local only programs on this machine can reach it
   * @param open every caller is trusted as an administrator
   */
  record Reach(boolean local, boolean open) {}

  @Bean
  Reach reach(@Value("${server.address:}") String address, AccessProperties access) {
    return new Reach(AccessProperties.isLocal(address), access.open(address));
  }

  @Bean
  ApiKeyStore apiKeyStore(JdbcClient jdbc, SecureRandom random, Clock clock) {
    return new ApiKeyStore(jdbc, random, clock);
  }

  @Bean
  AuditStore auditStore(JdbcClient jdbc) {
    return new AuditStore(jdbc);
  }

  @Bean
  AuditTrail auditTrail(AuditStore audit) {
    return new AuditTrail(audit);
  }

  @Bean
  KeyApi keyApi(ApiKeyStore keys, AuditStore audit, KeyRotation rotation) {
    return new KeyApi(keys, audit, rotation);
  }

  @Bean
  Callers callers(
      ApiKeyStore keys,
      AccessProperties access,
      Reach reach,
      DataProperties data,
      SecureRandom random) {
    return new Callers(keys, adminKey(access, reach, data.dataDir().resolve("admin.key"), random));
  }

  @Bean
  SignedInUsers signedInUsers(UserStore users) {
    return new SignedInUsers(users);
  }

  @Bean
  KnownCallers knownCallers(Callers callers, SignedInUsers users, Reach reach) {
    return new CallersByProof(callers, users, reach.open());
  }

  @Bean
  TokenRoles tokenRoles(AccessProperties access, SignedInUsers users, Clock clock) {
    return new TokenRoles(access.jwt().roleClaim(), users, access.login().session(), clock);
  }

  @Bean
  CallerFilter callerFilter(
      Callers callers,
      TokenRoles roles,
      AccessProperties access,
      Reach reach,
      Clock clock,
      Json json) {
    return new CallerFilter(
        callers,
        roles,
        new RequestLimits(access.callsPerMinute(), access.failuresPerMinute(), clock),
        new ProblemWriter(json),
        reach.open() ? new Caller("local", Role.ADMIN, CallersByProof.MACHINE) : null);
  }

  /** The filter stands in the security chain alone, not in front of every servlet as well. */
  @Bean
  FilterRegistrationBean<CallerFilter> callerFilterRegistration(CallerFilter filter) {
    FilterRegistrationBean<CallerFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  FilterRegistrationBean<OriginFilter> doorFilter(ApiProperties api, Reach reach, Json json) {
    OriginFilter filter =
        new OriginFilter(
            new Origins(reach.local(), api.allowedOrigins(), api.allowedHosts()),
            reach.local(),
            new ProblemWriter(json));
    FilterRegistrationBean<OriginFilter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(SecurityConfiguration.BEFORE_SECURITY);
    return registration;
  }

  @Bean
  OutboundGuard outboundGuard(Reach reach, OutboundProperties properties) {
    return new OutboundGuard(
        OutboundGuard.Names.SYSTEM,
        reach.local() && reach.open(),
        properties.allowed().stream().map(AddressRange::parse).toList());
  }

  private static @Nullable String adminKey(
      AccessProperties access, Reach reach, Path file, SecureRandom random) {
    String given = access.adminKey();
    if (given != null && !given.isBlank()) {
      return given;
    }
    if (access.adminKeyFile() != null) {
      return content(access.adminKeyFile());
    }
    if (reach.open() || access.jwt().configured()) {
      return null;
    }
    return new SecretFile(file)
        .readOrCreate(
            () -> RandomText.of(random, 32),
            () -> LOG.info("Made the key of the first administrator: it stands in {}", file));
  }

  private static String content(Path file) {
    try {
      String key = Files.readString(file).strip();
      if (key.isEmpty()) {
        throw new IllegalArgumentException(
            "noetl.access.admin-key-file: "
                + file
                + " is empty (expected: the administrator's key)");
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the administrator's key in " + file, e);
    }
  }
}
