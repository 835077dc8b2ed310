package io.noetl.camel.tool.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
import io.noetl.camel.store.notice.NoticeStore.Asked;
import io.noetl.camel.store.notice.NoticeStore.Notice;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.OpenCredential;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails reach those whom a credential names, as far as the guard lets them; a text adds nobody. */
class SmtpReceiverTest {
  private static final ExecutionProfile TRUSTED = ExecutionProfile.trusted();

  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    mails.start();
    mails.setUser("noetl@example.com", "noetl", "pw-of-noetl");
  }

  @AfterEach
  void stop() {
    mails.stop();
  }

  @Test
  void aMailSaysWhatIsDueAndWhereToDecide() throws Exception {
    Optional<String> why =
        send(
            fields(),
            Guards.local(),
            TRUSTED,
            notice("tests/ask asks: Größe?", new Asked(77, 2, Duration.ofHours(8))),
            notice("tests/told failed\n.\nQUIT", null));

    assertThat(why).isEmpty();
    assertThat(mails.getReceivedMessages()).hasSize(2);
    MimeMessage mail = mails.getReceivedMessages()[0];
    assertThat(mail.getSubject())
        .isEqualTo("2 notices: Reminder 2, open for 8h: tests/ask asks: Größe?");
    assertThat(mail.getContent().toString().strip())
        .isEqualToNormalizingNewlines(
            """
            Reminder 2, open for 8h: tests/ask asks: Größe?
            https://noetl.example/ui/approvals/77
            tests/told failed
            .
            QUIT
            https://noetl.example/ui/executions/5\
            """);
    assertThat(mail.getFrom()[0]).hasToString("NoETL <noetl@example.com>");
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("Ada <ada@example.com>", "bob@example.com");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getMessageID()).endsWith("@example.com>");
  }

  @Test
  void aTextThatLooksLikeHeadersIsText() throws Exception {
    String text = "Load?\r\nBcc: eve@example.com\r\n\r\nhello\u2028there\u0000";

    assertThat(send(fields(), Guards.local(), TRUSTED, notice(text, null))).isEmpty();

    assertThat(mails.getReceivedMessages()).hasSize(2);
    MimeMessage mail = mails.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("Load? Bcc: eve@example.com hello there");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getRecipients(Message.RecipientType.BCC)).isNull();
    assertThat(mail.getContent().toString()).contains("Bcc: eve@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host | '' | The credential's host is nothing",
        "port | smtp | The credential's port is 'smtp' (expected: a number)",
        "security | some | The credential's security is 'some' (expected: starttls, tls or none)",
        "from | '' | The credential's from is nothing",
        "from | a@example.com, b@example.com | The credential's from is 2 addresses",
        "to | nobody at all | The credential's to is 'nobody at all'",
        "password | wrong | 535",
        "ca | PEM | The credential's security is not starttls and there is a ca",
      })
  void aFieldThatIsWrongIsSaid(String field, String value, String said) throws Exception {
    Map<String, Object> fields = fields();
    fields.put("user", "noetl");
    fields.put("password", "pw-of-noetl");
    fields.put(field, value);

    assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null)).orElseThrow())
        .contains(said)
        .doesNotContain("pw-of-noetl");
    assertThat(mails.getReceivedMessages()).isEmpty();
  }

  @Test
  void anAddressWithALineBreakIsNone() throws Exception {
    Map<String, Object> fields = fields();
    fields.put("to", "ada@example.com\r\nBcc: eve@example.com");

    assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null)).orElseThrow())
        .isEqualTo("The credential's to is text with a line break (expected: addresses of mail)");
    assertThat(mails.getReceivedMessages()).isEmpty();
  }

  @Test
  void whoKnowsThePasswordMaySend() throws Exception {
    Map<String, Object> fields = fields();
    fields.put("username", "noetl");
    fields.put("password", "pw-of-noetl");
    fields.put("to", List.of("ada@example.com"));

    assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null))).isEmpty();
    assertThat(mails.getReceivedMessages()).hasSize(1);
  }

  @Test
  void nothingIsSaidToAServerThatDoesNotEncryptUnlessTheCredentialDoesWithout() throws Exception {
    Map<String, Object> fields = fields();
    fields.remove("security");

    assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null)).orElseThrow())
        .contains("STARTTLS is required");
    fields.put("security", "tls");
    assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null))).isPresent();
    assertThat(mails.getReceivedMessages()).isEmpty();
  }

  @Test
  void whereItEncryptsNothingElseIsSaidBefore(@TempDir Path keys) throws Exception {
    try (StartTlsFront front = new StartTlsFront(keys, mails.getSmtp().getPort())) {
      Map<String, Object> fields = fields();
      fields.remove("security");
      fields.put("host", "localhost");
      fields.put("port", front.port());
      fields.put("user", "noetl");
      fields.put("password", "pw-of-noetl");

      assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null)).orElseThrow())
          .as("nobody knows its authority")
          .contains("certif");
      assertThat(mails.getReceivedMessages()).isEmpty();
      fields.put("ca", front.ca());
      assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null))).isEmpty();

      assertThat(mails.getReceivedMessages()).hasSize(2);
      assertThat(front.inClear())
          .allMatch(said -> said.startsWith("EHLO") || said.equals("STARTTLS"));
      fields.put("host", "127.0.0.1");
      assertThat(send(fields, Guards.local(), TRUSTED, notice("x", null)).orElseThrow())
          .as("the certificate is for another name")
          .contains("127.0.0.1");
      OutboundGuard metadata =
          new OutboundGuard(
              name -> List.of(InetAddress.getByName("169.254.169.254")), true, List.of());
      assertThat(send(fields, metadata, TRUSTED, notice("x", null)).orElseThrow())
          .contains("a link-local or metadata address");
      assertThat(mails.getReceivedMessages()).hasSize(2);
    }
  }

  @Test
  void theGuardIsAskedWhereTheConnectionIsOpened() throws Exception {
    OutboundGuard closed = new OutboundGuard(OutboundGuard.Names.SYSTEM, false, List.of());
    OutboundGuard metadata =
        new OutboundGuard(
            name -> List.of(InetAddress.getByName("169.254.169.254")), true, List.of());
    ExecutionProfile restricted = new ExecutionProfile(true, HostRules.NONE, null);

    assertThat(send(fields(), closed, TRUSTED, notice("x", null)))
        .as("the server of a stored credential")
        .isEmpty();
    assertThat(send(fields(), metadata, TRUSTED, notice("x", null)).orElseThrow())
        .contains("a link-local or metadata address");
    assertThat(send(fields(), Guards.local(), restricted, notice("x", null)).orElseThrow())
        .contains("is not open to this playbook");
    assertThat(mails.getReceivedMessages()).hasSize(2);
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("host", "127.0.0.1");
    fields.put("port", mails.getSmtp().getPort());
    fields.put("security", "none");
    fields.put("from", "NoETL <noetl@example.com>");
    fields.put("to", "Ada <ada@example.com>, bob@example.com");
    return fields;
  }

  private static Notice notice(String text, Asked asked) {
    return new Notice(
        1, 5, asked == null ? "failed" : "approval", "mail", text, 1, "a/p", false, true, asked);
  }

  private static Optional<String> send(
      Map<String, Object> fields, OutboundGuard guard, ExecutionProfile profile, Notice... notices)
      throws InterruptedException {
    List<ToolCall> calls = new ArrayList<>();
    Tool tool =
        new Tool() {
          @Override
          public Set<String> kinds() {
            return Set.of();
          }

          @Override
          public Outcome call(ToolCall call) {
            calls.add(call);
            return new Outcome.Done(null);
          }
        };
    Optional<String> why =
        new NoticeSender(
                tool,
                tool,
                guard,
                name -> Optional.of(new OpenCredential(name, "SMTP", Map.copyOf(fields))),
                "https://noetl.example",
                Clock.systemUTC(),
                task -> Thread.ofVirtual().start(task))
            .send("mail", List.of(notices), profile);
    assertThat(calls).as("by mail alone").isEmpty();
    return why;
  }
}
