package io.noetl.camel.tool.nats;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a call and as whom it comes.
 *
 * @param servers any of which may serve it
 * @param tls whether they are spoken to by TLS
 * @param authority certificates that may stand for them, as PEM; null for those that Java knows
 * @param opened the servers that its stored credential opens
 */
public record NatsTarget(
    List<HostPort> servers,
    boolean tls,
    @Nullable String authority,
    Login login,
    Set<HostPort> opened) {

  private static final int PORT = 4222;
  private static final Set<String> PLAIN = Set.of("nats");
  private static final Set<String> SECURE = Set.of("tls", "opentls");
  private static final String CONFIGURED =
      "NATS connection is not configured (expected: auth with the name of a credential of type nats"
          + " that has url: nats://host:4222)";

  /** As whom a call comes. */
  public sealed interface Login {
    /** Nobody in particular. */
    record Anonymous() implements Login {}

    /** By name and password. */
    record Password(String user, String password) implements Login {
      @Override
      public String toString() {
        return "Password[" + user + "]";
      }
    }

    /** By a token. */
    record Token(String token) implements Login {
      @Override
      public String toString() {
        return "Token[]";
      }
    }

    /** By the text of a {@code .creds} file: a JWT and the key that signs for it. */
    record Creds(String text) implements Login {
      @Override
      public String toString() {
        return "Creds[]";
      }
    }
  }

  /** The servers that a call names. */
  public static NatsTarget of(ToolCall call, CredentialResolver credentials) throws ToolFailure {
    Object spec = CredentialResolver.specOf(call);
    OpenCredential credential = spec == null ? null : credentials.one(spec, call);
    Map<String, @Nullable Object> all =
        new LinkedHashMap<>(credential == null ? Map.of() : credential.data());
    all.putAll(call.config());
    CallFields fields = new CallFields(all);
    String urls = fields.text("url", "nats_url", "servers");
    if (urls == null) {
      throw new ToolFailure("TL1301", "ConfigError", CONFIGURED);
    }
    List<HostPort> servers = new ArrayList<>();
    List<URI> read = new ArrayList<>();
    for (String url : urls.split("\\s*,\\s*", -1)) {
      URI uri = read(url.strip());
      read.add(uri);
      servers.add(new HostPort(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort()));
    }
    return new NatsTarget(
        List.copyOf(servers),
        read.stream().anyMatch(uri -> SECURE.contains(scheme(uri))),
        fields.text("ca"),
        login(fields, read.getFirst()),
        credential == null ? Set.of() : credential.servers());
  }

  private static URI read(String url) throws ToolFailure {
    try {
      URI uri = new URI(url.contains("://") ? url : "nats://" + url);
      if (uri.getHost() != null
          && (PLAIN.contains(scheme(uri)) || SECURE.contains(scheme(uri)))
          && uri.getPort() != 0) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // the message below says what is expected, and shows no part of what may hold a password
    }
    throw new ToolFailure(
        "TL1301", "ConfigError", "nats: url can't be read (expected: nats://host:4222 or tls://…)");
  }

  private static String scheme(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static Login login(CallFields fields, URI first) {
    String creds = fields.text("creds", "nats_creds");
    String token = fields.text("token", "nats_token");
    String user = fields.text("user", "username", "nats_user", "nats_username");
    String password = fields.text("password", "nats_password");
    if (creds != null) {
      return new Login.Creds(creds);
    }
    if (token != null) {
      return new Login.Token(token);
    }
    if (user != null && password != null) {
      return new Login.Password(user, password);
    }
    return ofUrl(first.getUserInfo());
  }

  private static Login ofUrl(@Nullable String info) {
    if (info == null || info.isEmpty()) {
      return new Login.Anonymous();
    }
    int colon = info.indexOf(':');
    return colon < 0
        ? new Login.Token(info)
        : new Login.Password(info.substring(0, colon), info.substring(colon + 1));
  }
}
