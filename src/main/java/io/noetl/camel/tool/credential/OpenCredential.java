package io.noetl.camel.tool.credential;

import io.noetl.camel.execution.net.HostPort;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential, in the clear: keep it no longer than its use takes.
 *
 * @param name the name under which it is registered, or a made-up one for an inline one
 * @param type as it was registered: {@code postgres}, {@code bearer}, {@code gcs_hmac}, …
 * @param data its fields
 * @param servers the servers that a stored credential names, whatever a step writes over its fields
 */
public record OpenCredential(
    String name, String type, Map<String, @Nullable Object> data, Set<HostPort> servers) {
  private static final List<Integer> POSTGRES = List.of(5432);
  private static final List<Integer> NATS = List.of(4222);
  private static final List<Integer> WEB = List.of(443, 80);

  /** A credential that opens no server: one that a playbook holds in itself. */
  public OpenCredential(String name, String type, Map<String, @Nullable Object> data) {
    this(name, type, data, Set.of());
  }

  /**
   * The same as one that an editor or the operator has stored: who uses it may reach the servers
   * that it names.
   */
  OpenCredential stored() {
    List<Integer> ports =
        switch (service()) {
          case "postgres" -> POSTGRES;
          case "nats" -> NATS;
          default -> WEB;
        };
    return new OpenCredential(name, type, data, HostPort.of(data, ports));
  }

  /** The service that the type belongs to: postgres, gcs, s3, azure, or the type in lower case. */
  public String service() {
    String lower = type.toLowerCase(Locale.ROOT);
    for (String service : new String[] {"postgres", "gcs", "s3", "azure"}) {
      if (lower.contains(service)) {
        return service;
      }
    }
    return lower;
  }

  /** The first of the fields that is there and not blank, as text. */
  public @Nullable String text(String... fields) {
    for (String field : fields) {
      Object value = data.get(field);
      if (value != null && !value.toString().isBlank()) {
        return value.toString();
      }
    }
    return null;
  }

  /** Names only: the data is secret. */
  @Override
  public String toString() {
    return "Credential[" + name + ", " + type + "]";
  }
}
