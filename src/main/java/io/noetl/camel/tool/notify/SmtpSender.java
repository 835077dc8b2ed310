package io.noetl.camel.tool.notify;

import io.noetl.camel.execution.net.GuardedSockets;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.TrustedAuthorities;
import io.noetl.camel.tool.credential.OpenCredential;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mails of plain text by the server that a credential of type smtp names. */
final class SmtpSender {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);
  private static final String PATIENCE_MILLIS = "15000";

  private final OutboundGuard guard;
  private final InstantSource clock;

  /**
   * Sends as far as it may.
   *
   * @param guard says which servers may be called, beside those that stored credentials name
   */
  SmtpSender(OutboundGuard guard, InstantSource clock) {
    this.guard = guard;
    this.clock = clock;
  }

  /**
   * Sends one.
   *
   * @param subject one line
   * @param profile what may be reached
   * @throws MessagingException when the server has not taken it
   */
  void send(OpenCredential credential, String subject, String text, ExecutionProfile profile)
      throws MessagingException {
    SmtpAccount account = SmtpAccount.of(credential);
    boolean tls = account.security() == SmtpAccount.Security.TLS;
    Session session = Session.getInstance(properties(account, tls ? "smtps" : "smtp", profile));
    MimeMessage message = new MimeMessage(session);
    message.setFrom(account.from());
    message.setRecipients(Message.RecipientType.TO, account.to().toArray(Address[]::new));
    message.setSubject(subject, StandardCharsets.UTF_8.name());
    message.setText(text, StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // so that no machine answers it
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    Transport transport = session.getTransport(tls ? "smtps" : "smtp");
    try {
      transport.connect(
          account.server().host(), account.server().port(), account.user(), account.password());
      transport.sendMessage(message, message.getAllRecipients());
    } finally {
      close(transport);
    }
  }

  private Properties properties(SmtpAccount account, String protocol, ExecutionProfile profile)
      throws MessagingException {
    boolean starttls = account.security() == SmtpAccount.Security.STARTTLS;
    Properties properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.put(
        prefix + "socketFactory",
        new GuardedSockets(guard.allowing(Set.of(account.server())), profile));
    properties.put(prefix + "socketFactory.fallback", "false");
    properties.put(prefix + "ssl.checkserveridentity", "true");
    if (account.ca() != null) {
      // wraps the guard's socket; with STARTTLS it opens none itself
      properties.put(prefix + "ssl.socketFactory", trusting(account.ca()));
    }
    properties.put(prefix + "starttls.enable", Boolean.toString(starttls));
    properties.put(prefix + "starttls.required", Boolean.toString(starttls));
    properties.put(prefix + "auth", Boolean.toString(account.user() != null));
    properties.put(prefix + "connectiontimeout", PATIENCE_MILLIS);
    properties.put(prefix + "timeout", PATIENCE_MILLIS);
    properties.put(prefix + "writetimeout", PATIENCE_MILLIS);
    // what it has taken is sent, however it says goodbye
    properties.put(prefix + "quitwait", "false");
    // else the ids of mails tell the server's user and machine
    properties.put("mail.from", account.from().getAddress());
    return properties;
  }

  private static SSLSocketFactory trusting(String ca) throws MessagingException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, TrustedAuthorities.of(ca), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new MessagingException(
          "The credential's ca can't be read: %s (expected: certificates as PEM)"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("A mail server was left: {}", e.getMessage());
    }
  }
}
