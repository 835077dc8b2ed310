package io.noetl.camel.component.subscription;

import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.tool.credential.OpenCredential;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Kafka's client: a closed set, of which a document and a credential fill in
 * values. None of them names a class.
 */
final class KafkaSettings {
  private static final Map<String, String> LOGINS =
      Map.of(
          "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
          "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
          "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");
  private static final List<String> PROTOCOLS =
      List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

  private KafkaSettings() {}

  /** The brokers to begin with. */
  static String bootstrap(PullSource.Kafka source, @Nullable OpenCredential credential)
      throws IOException {
    String named =
        credential == null ? null : credential.text("bootstrap_servers", "brokers", "servers");
    String brokers = source.brokers() == null ? named : source.brokers();
    if (brokers == null) {
      throw new IOException("The credential has no 'bootstrap_servers' (expected: host:port,…)");
    }
    return brokers;
  }

  /**
   * The settings.
   *
   * @param bootstrap checked before
   * @throws IOException when the credential has something that can't be used
   */
  static Map<String, Object> of(
      PullSource.Kafka source, int batch, String bootstrap, @Nullable OpenCredential credential)
      throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("group.id", source.group());
    settings.put("client.id", "noetl");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("auto.offset.reset", "none");
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", batch);
    settings.put("default.api.timeout.ms", 20_000);
    settings.put("request.timeout.ms", 15_000);
    settings.put("enable.metrics.push", false);
    settings.put("metric.reporters", List.of());
    if (credential != null) {
      security(settings, credential);
    }
    return settings;
  }

  private static void security(Map<String, Object> settings, OpenCredential credential)
      throws IOException {
    String user = credential.text("username", "user", "sasl_username");
    String authority = credential.text("ca", "ssl_ca", "ca_cert");
    String protocol = credential.text("security_protocol");
    String chosen =
        protocol == null
            ? (user == null ? "" : "SASL_")
                + (authority == null && user == null ? "PLAINTEXT" : "SSL")
            : protocol.strip().toUpperCase(Locale.ROOT);
    if (!PROTOCOLS.contains(chosen)) {
      throw wrong("security_protocol", chosen, PROTOCOLS);
    }
    settings.put("security.protocol", chosen);
    if (chosen.startsWith("SASL")) {
      login(settings, credential, user == null ? "" : user);
    }
    if (chosen.endsWith("SSL")) {
      if (authority != null) {
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", authority);
      }
      String certificate = credential.text("cert", "ssl_cert", "client_cert");
      String key = credential.text("key", "ssl_key", "client_key");
      if (certificate != null && key != null) {
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", certificate);
        settings.put("ssl.keystore.key", key);
      }
    }
  }

  private static void login(Map<String, Object> settings, OpenCredential credential, String user)
      throws IOException {
    String named = credential.text("sasl_mechanism", "mechanism");
    String mechanism = named == null ? "PLAIN" : named.strip().toUpperCase(Locale.ROOT);
    String module = LOGINS.get(mechanism);
    if (module == null) {
      throw wrong("sasl_mechanism", mechanism, LOGINS.keySet().stream().sorted().toList());
    }
    String password = credential.text("password", "sasl_password");
    settings.put("sasl.mechanism", mechanism);
    settings.put(
        "sasl.jaas.config",
        "%s required username=%s password=%s;"
            .formatted(module, quoted(user), quoted(password == null ? "" : password)));
  }

  /** As Java's reader of login configurations takes it for one text. */
  private static String quoted(String text) throws IOException {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IOException("The user or the password has control characters");
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static IOException wrong(String field, String found, List<String> expected) {
    return new IOException(
        "The credential's %s is '%s' (expected: %s)"
            .formatted(field, found, String.join(", ", expected)));
  }
}
