package io.noetl.camel.app;

import ch.qos.logback.classic.LoggerContext;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.SealedEvents;
import io.noetl.camel.store.secret.CredentialStore;
import io.noetl.camel.store.secret.KeyRotation;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.MasterKeys;
import io.noetl.camel.store.secret.SealedColumns;
import io.noetl.camel.store.secret.SecretCipher;
import io.noetl.camel.store.secret.SecretFile;
import io.noetl.camel.store.secret.SecretReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets at rest. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(SecretConfiguration.class);

  @Bean
  MasterKeys masterKeys(SecretProperties secrets, DataProperties data, SecureRandom random) {
    String key = secrets.masterKey();
    if (key != null && !key.isBlank()) {
      return MasterKeys.parse(key, "noetl.secrets.master-key (NOETL_SECRETS_MASTERKEY)");
    }
    Path given = secrets.masterKeyFile();
    if (given != null) {
      return MasterKeys.parse(read(given), given.toString());
    }
    Path made = data.dataDir().resolve("master.key");
    String keys =
        new SecretFile(made)
            .readOrCreate(
                () -> newKey(random),
                () ->
                    LOG.info("Made the master key of stored secrets: {}. Keep a copy of it", made));
    return MasterKeys.parse(keys, made.toString());
  }

  @Bean
  SecretCipher secretCipher(MasterKeys keys, SecureRandom random) {
    return new SecretCipher(keys, random);
  }

  @Bean
  CredentialStore credentialStore(JdbcClient jdbc, Json json, SecretCipher cipher) {
    return new CredentialStore(jdbc, json, cipher);
  }

  @Bean
  KeychainStore keychainStore(JdbcClient jdbc, Json json, SecretCipher cipher) {
    return new KeychainStore(jdbc, json, cipher);
  }

  @Bean
  KnownSecrets knownSecrets(JdbcClient jdbc, Json json, SecretCipher cipher, Clock clock) {
    return new KnownSecrets(new SecretReader(jdbc, json, cipher), clock);
  }

  /** From here on the log has no secrets. What it masks by is not read for it: that logs, too. */
  @Bean
  InitializingBean maskedLog(KnownSecrets secrets) {
    return () -> {
      if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
        MaskedLog.before(
            context.getLogger(Logger.ROOT_LOGGER_NAME), text -> secrets.lastMask().text(text));
      }
    };
  }

  @Bean
  SealedColumns sealedColumns(KnownSecrets secrets, SecretCipher cipher, Json json) {
    return new SealedColumns(secrets, cipher, json);
  }

  @Bean
  SealedEvents sealedEvents(KnownSecrets secrets, SecretCipher cipher, Json json) {
    return new SealedEvents(secrets, cipher, json);
  }

  @Bean
  KeyRotation keyRotation(JdbcClient jdbc, SecretCipher cipher) {
    return new KeyRotation(jdbc, cipher);
  }

  private static String newKey(SecureRandom random) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the master key file " + file, e);
    }
  }
}
