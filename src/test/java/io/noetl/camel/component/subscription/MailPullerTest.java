package io.noetl.camel.component.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.tool.credential.OpenCredential;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails that can't be read, and mailboxes beside one another. */
class MailPullerTest {
  private final GreenMail mails =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
  private GreenMailUser ada;
  private GreenMailUser bob;

  @BeforeEach
  void start() {
    mails.start();
    ada = mails.setUser("ada@example.com", "ada", "pw-of-ada");
    bob = mails.setUser("bob@example.com", "bob", "pw-of-bob");
  }

  @AfterEach
  void stop() {
    mails.stop();
  }

  @Test
  void aMailThatCanNotBeReadIsRefusedAndTheOthersAreNot() throws Exception {
    deliver(ada, "Content-Type: text/plain; charset=klingon", "nuqneH");
    deliver(
        ada, "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "QUJ$%&/(====A\r\nx");
    deliver(ada, "Content-Type: text/plain", "readable");

    try (MailPuller puller = puller("ada")) {
      Puller.Batch batch = puller.poll(Duration.ZERO);

      assertThat(batch.arrivals()).hasSize(3);
      assertThat(batch.arrivals().getFirst().refusal())
          .contains("can't be read")
          .contains("klingon");
      assertThat(batch.arrivals().getLast().refusal()).isNull();
      batch.acknowledgement().taken();
      assertThat(puller.poll(Duration.ZERO).arrivals()).isEmpty();
    }
  }

  @Test
  void aTextThatIsTooLargeIsNotLoaded() throws Exception {
    deliver(ada, "Content-Type: text/plain", ("x".repeat(998) + "\r\n").repeat(17_000));

    try (MailPuller puller = puller("ada")) {
      List<Arrival> arrivals = puller.poll(Duration.ZERO).arrivals();

      assertThat(arrivals).hasSize(1);
      assertThat(arrivals.getFirst().refusal()).contains("expected: at most 16777216");
    }
  }

  @Test
  void mailsOfTwoMailboxesHaveKeysOfTheirOwn() throws Exception {
    List<String> keys = new ArrayList<>();
    for (String user : List.of("ada", "bob")) {
      deliver(user.equals("ada") ? ada : bob, "Content-Type: text/plain", "hello");
      try (MailPuller puller = puller(user)) {
        puller.poll(Duration.ZERO).arrivals().forEach(each -> keys.add(each.key()));
      }
    }

    assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    assertThat(keys.getFirst()).startsWith("ada@127.0.0.1/INBOX/");
  }

  private static void deliver(GreenMailUser user, String headers, String text) throws Exception {
    String mail = "From: a@example.com\r\nSubject: s\r\n" + headers + "\r\n\r\n" + text + "\r\n";
    user.deliver(
        new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII))));
  }

  private MailPuller puller(String user) throws Exception {
    Subscription subscription =
        SubscriptionParser.parse(
                """
                apiVersion: noetl.io/v2
                kind: Subscription
                metadata: {name: mails, path: in/mails}
                spec: {source: mail, mail: {auth: box, every: 1}, dispatch: in/one}
                """,
                "s.yaml")
            .subscription()
            .orElseThrow();
    OpenCredential credential =
        new OpenCredential(
            "box",
            "imap",
            Map.of(
                "host",
                "127.0.0.1",
                "port",
                mails.getImap().getPort(),
                "security",
                "none",
                "username",
                user,
                "password",
                "pw-of-" + user));
    return new MailPuller(
        new Held(5, 1, 1, subscription),
        (PullSource.Mail) subscription.source(),
        MailBox.open(credential, SocketFactory.getDefault()),
        Clock.systemUTC());
  }
}
