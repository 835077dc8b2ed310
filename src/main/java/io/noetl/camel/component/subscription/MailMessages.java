package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Message;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mails as messages: who, to whom, what; the text of each kind; the names of what is attached. */
final class MailMessages {
  private static final int LONGEST_TEXT = 1 << 20;

  /** Bytes of a text, which stands in memory as a whole before it is cut. */
  private static final int LARGEST_TEXT = 16 << 20;

  Arrival arrival(String key, String folder, jakarta.mail.Message mail)
      throws MessagingException, IOException {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("subject", mail.getSubject());
    body.put("from", addresses(mail.getFrom()));
    body.put("to", addresses(mail.getRecipients(jakarta.mail.Message.RecipientType.TO)));
    body.put(
        "sent_at", mail.getSentDate() == null ? null : mail.getSentDate().toInstant().toString());
    body.put("text", null);
    body.put("html", null);
    List<@Nullable Object> attachments = new ArrayList<>();
    read(mail, body, attachments, 0);
    body.put("attachments", attachments);
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : Collections.list(mail.getAllHeaders())) {
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    return new Arrival(key, new Message(body, headers, Map.of(), Map.of("folder", folder)));
  }

  private static void read(
      Part part, Map<String, @Nullable Object> body, List<@Nullable Object> attachments, int depth)
      throws MessagingException, IOException {
    String name = part.getFileName();
    if (name != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
      Map<String, @Nullable Object> attachment = new LinkedHashMap<>();
      attachment.put("name", name);
      attachment.put("type", part.getContentType().split(";", 2)[0]);
      attachment.put("size", (long) part.getSize());
      attachments.add(attachment);
    } else if (part.isMimeType("text/plain") || part.isMimeType("text/html")) {
      String kind = part.isMimeType("text/html") ? "html" : "text";
      if (part.getSize() > LARGEST_TEXT) {
        throw new MessagingException(
            "its text has %d bytes (expected: at most %d)".formatted(part.getSize(), LARGEST_TEXT));
      }
      if (body.get(kind) == null && part.getContent() instanceof String text) {
        body.put(kind, text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
      }
    } else if (part.isMimeType("multipart/*")
        && depth < 20
        && part.getContent() instanceof Multipart many) {
      for (int i = 0; i < many.getCount(); i++) {
        BodyPart each = many.getBodyPart(i);
        read(each, body, attachments, depth + 1);
      }
    }
  }

  private static List<@Nullable Object> addresses(Address @Nullable [] addresses) {
    return addresses == null
        ? List.of()
        : Arrays.stream(addresses).flatMap(a -> Stream.<@Nullable Object>of(a.toString())).toList();
  }
}
