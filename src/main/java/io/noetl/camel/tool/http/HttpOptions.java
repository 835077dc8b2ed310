package io.noetl.camel.tool.http;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a connection rather than to a request.
 *
 * @param followRedirects whether 3xx answers are followed, as {@link Redirects} says
 * @param verify whether the server's certificate is checked
 * @param ca certificates to trust instead of the JVM's, PEM; null for the JVM's
 * @param certificate the client's certificate chain, PEM; null for none
 * @param key the client's private key, PEM of PKCS 8; null for none
 * @param servers the servers of the call's stored credentials, which it may reach
 * @param profile says which hosts may be called
 */
record HttpOptions(
    boolean followRedirects,
    boolean verify,
    @Nullable String ca,
    @Nullable String certificate,
    @Nullable String key,
    Set<HostPort> servers,
    ExecutionProfile profile) {

  /** Reads {@code follow_redirects}, {@code verify} (or {@code verify_ssl}) and {@code tls}. */
  static HttpOptions of(CallFields fields, Set<HostPort> servers, ExecutionProfile profile)
      throws ToolFailure {
    boolean verify = fields.flag("verify", true) && fields.flag("verify_ssl", true);
    CallFields tls = new CallFields(fields.map("tls"));
    return new HttpOptions(
        fields.flag("follow_redirects", false) || fields.flag("allow_redirects", false),
        verify && tls.flag("verify", true),
        tls.text("ca", "ca_cert"),
        tls.text("cert", "client_cert"),
        tls.text("key", "client_key"),
        servers,
        // the folder is nothing to a connection
        new ExecutionProfile(profile.restricted(), profile.hosts(), null));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "HttpOptions[followRedirects=%s, verify=%s]".formatted(followRedirects, verify);
  }
}
