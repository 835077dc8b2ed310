package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.tool.credential.OpenCredential;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import javax.net.SocketFactory;

/** Connects to the mailbox of a credential, by IMAP. */
final class MailBox {
  private static final String[] HOSTS = {"host", "hostname"};
  private static final String PATIENCE_MILLIS = "20000";

  private MailBox() {}

  /**
   * An open store.
   *
   * @param sockets connect as far as they may
   */
  static Store open(OpenCredential credential, SocketFactory sockets)
      throws IOException, MessagingException {
    String host = required(credential, HOSTS);
    String user = required(credential, "username", "user");
    String password = required(credential, "password");
    String security = credential.text("security");
    String chosen = security == null ? "tls" : security.strip().toLowerCase(Locale.ROOT);
    String protocol =
        switch (chosen) {
          case "tls", "ssl" -> "imaps";
          case "starttls", "none" -> "imap";
          default ->
              throw new IOException(
                  "The credential's security is '%s' (expected: tls, starttls or none)"
                      .formatted(chosen));
        };
    Properties properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "socketFactory", sockets);
    properties.put(prefix + "socketFactory.fallback", "false");
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "starttls.enable", Boolean.toString(chosen.equals("starttls")));
    properties.put(prefix + "starttls.required", Boolean.toString(chosen.equals("starttls")));
    properties.put(prefix + "connectiontimeout", PATIENCE_MILLIS);
    properties.put(prefix + "timeout", PATIENCE_MILLIS);
    properties.put(prefix + "writetimeout", PATIENCE_MILLIS);
    // a message is read without marking it: it is marked when its start is recorded
    properties.put(prefix + "peek", "true");
    Store store = Session.getInstance(properties).getStore(protocol);
    store.connect(host, port(credential), user, password);
    return store;
  }

  /** The server that a stored credential opens: its host, at the port that is used. */
  static Set<HostPort> servers(OpenCredential credential) {
    if (credential.servers().isEmpty()) {
      return Set.of();
    }
    String host = credential.text(HOSTS);
    return host == null ? Set.of() : Set.of(new HostPort(host, port(credential)));
  }

  private static int port(OpenCredential credential) {
    String port = credential.text("port");
    String security = credential.text("security");
    boolean tls = security == null || security.strip().matches("(?i)tls|ssl");
    return port != null && port.matches("[1-9][0-9]{0,4}")
        ? Integer.parseInt(port)
        : tls ? 993 : 143;
  }

  private static String required(OpenCredential credential, String... names) throws IOException {
    String text = credential.text(names);
    if (text == null) {
      throw new IOException(
          "The credential has no '%s' (expected: host, username, password of an IMAP mailbox)"
              .formatted(names[0]));
    }
    return text;
  }
}
