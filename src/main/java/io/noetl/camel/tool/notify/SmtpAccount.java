package io.noetl.camel.tool.notify;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.tool.credential.OpenCredential;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a credential of type smtp says: {@code host}, {@code port}, {@code security} (starttls, tls
 * or none), {@code ca} for a server of an authority of its own, {@code user} and {@code password}
 * where the server asks for a login, {@code from}, and {@code to}: a list, or text with commas.
 */
record SmtpAccount(
    HostPort server,
    Security security,
    @Nullable String ca,
    @Nullable String user,
    @Nullable String password,
    InternetAddress from,
    List<InternetAddress> to) {

  /** How a connection is encrypted. */
  enum Security {
    /** Before anything else is said. */
    STARTTLS,
    /** From its beginning. */
    TLS,
    NONE
  }

  private static final int TLS_PORT = 465;
  private static final int SUBMISSION_PORT = 587;
  private static final int PLAIN_PORT = 25;

  /**
   * Reads the fields.
   *
   * @throws MessagingException when one is missing or can't be read
   */
  static SmtpAccount of(OpenCredential credential) throws MessagingException {
    String host = credential.text("host", "hostname", "server");
    if (host == null) {
      throw wrong("host", "nothing", "the name of an SMTP server");
    }
    String port = credential.text("port");
    if (port != null && !port.matches("[1-9][0-9]{0,4}")) {
      throw wrong("port", "'" + port + "'", "a number");
    }
    Security security = security(credential.text("security"), port);
    int at =
        port != null
            ? Integer.parseInt(port)
            : switch (security) {
              case TLS -> TLS_PORT;
              case STARTTLS -> SUBMISSION_PORT;
              case NONE -> PLAIN_PORT;
            };
    String user = credential.text("user", "username");
    List<InternetAddress> from = addresses("from", credential.text("from"));
    if (from.size() != 1) {
      throw wrong("from", from.size() + " addresses", "one address");
    }
    return new SmtpAccount(
        new HostPort(host, at),
        security,
        ca(credential, security),
        user,
        credential.text("password"),
        from.getFirst(),
        addresses("to", recipients(credential)));
  }

  /** With TLS from the beginning mail knows no sockets that the guard opens and that trust it. */
  private static @Nullable String ca(OpenCredential credential, Security security)
      throws MessagingException {
    String ca = credential.text("ca");
    if (ca != null && security != Security.STARTTLS) {
      throw wrong("security", "not starttls and there is a ca", "starttls with it");
    }
    return ca;
  }

  private static @Nullable String recipients(OpenCredential credential) {
    return credential.data().get("to") instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : credential.text("to");
  }

  private static Security security(@Nullable String written, @Nullable String port)
      throws MessagingException {
    String text = written == null ? "" : written.strip().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "" -> String.valueOf(TLS_PORT).equals(port) ? Security.TLS : Security.STARTTLS;
      case "starttls" -> Security.STARTTLS;
      case "tls", "ssl" -> Security.TLS;
      case "none" -> Security.NONE;
      default -> throw wrong("security", "'" + text + "'", "starttls, tls or none");
    };
  }

  private static List<InternetAddress> addresses(String field, @Nullable String text)
      throws MessagingException {
    if (text == null || text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(field, text == null ? "nothing" : "text with a line break", "addresses of mail");
    }
    List<InternetAddress> addresses = new ArrayList<>();
    try {
      for (InternetAddress address : InternetAddress.parse(text, true)) {
        address.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
        addresses.add(address);
      }
    } catch (AddressException | UnsupportedEncodingException e) {
      throw wrong(field, "'" + text + "' (" + e.getMessage() + ")", "addresses of mail");
    }
    if (addresses.isEmpty()) {
      throw wrong(field, "nothing", "addresses of mail");
    }
    return List.copyOf(addresses);
  }

  private static MessagingException wrong(String field, String found, String expected) {
    return new MessagingException(
        "The credential's %s is %s (expected: %s)".formatted(field, found, expected));
  }
}
