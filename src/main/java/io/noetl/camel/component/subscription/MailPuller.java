package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.playbook.PullSource;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.URLName;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Mails of a folder that were not seen. One is marked as seen when its start is recorded, under the
 * folder's number for it, which stays the same. One that can't be read becomes a letter.
 */
final class MailPuller implements Puller {
  private final Held held;
  private final PullSource.Mail source;
  private final Store store;
  private final Folder folder;
  private final String mailbox;
  private final MailMessages messages = new MailMessages();
  private boolean wait;

  /** A puller, which closes the store. */
  MailPuller(Held held, PullSource.Mail source, Store store)
      throws MessagingException, IOException {
    this.held = held;
    this.source = source;
    this.store = store;
    this.folder = store.getFolder(source.folder());
    if (!folder.exists()) {
      throw new IOException("There is no folder '%s' in the mailbox".formatted(source.folder()));
    }
    folder.open(Folder.READ_WRITE);
    URLName name = store.getURLName();
    // the numbers of one mailbox are those of another too
    this.mailbox =
        "%s@%s/%s/%d"
            .formatted(
                name.getUsername(),
                name.getHost(),
                source.folder(),
                ((UIDFolder) folder).getUIDValidity());
  }

  @Override
  public Batch poll(Duration patience)
      throws MessagingException, IOException, InterruptedException {
    if (wait) {
      held.pause(Duration.ofMillis((long) (source.every() * 1000)));
    }
    // it learns of new mails by asking
    folder.getMessageCount();
    Message[] found = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
    List<Message> some = Arrays.asList(found).subList(0, Math.min(found.length, held.batch()));
    wait = some.size() == found.length;
    if (some.isEmpty()) {
      return Batch.NONE;
    }
    List<Arrival> arrivals = new ArrayList<>();
    for (Message mail : some) {
      arrivals.add(arrival(mail));
    }
    return new Batch(
        arrivals,
        () -> folder.setFlags(some.toArray(Message[]::new), new Flags(Flags.Flag.SEEN), true));
  }

  /** One that can't be read starts nothing, and is none of the next search's. */
  private Arrival arrival(Message mail) throws MessagingException, IOException {
    long number = ((UIDFolder) folder).getUID(mail);
    String key = mailbox + "/" + number;
    try {
      return messages.arrival(key, source.folder(), mail);
    } catch (MessagingException | IOException | RuntimeException e) {
      if (!folder.isOpen() || !store.isConnected()) {
        throw e;
      }
      return new Arrival(
          key,
          new io.noetl.camel.execution.trigger.Message(
              Map.of("uid", number), Map.of(), Map.of(), Map.of("folder", source.folder())),
          "The mail %d can't be read: %s".formatted(number, e));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      store.close();
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }
}
