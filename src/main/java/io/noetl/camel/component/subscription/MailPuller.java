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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final Looks looks;
  private final Set<Long> given = new HashSet<>();

  /** A puller, which closes the store. */
  MailPuller(Held held, PullSource.Mail source, Store store, Clock clock)
      throws MessagingException, IOException {
    this.held = held;
    this.source = source;
    this.store = store;
    this.looks = new Looks(held, source.every(), clock);
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
    if (!looks.isDue(patience)) {
      return Batch.NONE;
    }
    // it learns of new mails by asking
    folder.getMessageCount();
    List<Message> found = new ArrayList<>();
    for (Message mail : folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false))) {
      if (given.isEmpty() || !given.contains(number(mail))) {
        found.add(mail);
      }
    }
    List<Message> some = found.subList(0, Math.min(found.size(), held.batch()));
    if (some.size() == found.size()) {
      looks.looked();
    }
    if (some.isEmpty()) {
      return Batch.NONE;
    }
    List<Arrival> arrivals = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (Message mail : some) {
      arrivals.add(arrival(mail));
      numbers.add(number(mail));
    }
    given.addAll(numbers);
    return new Batch(
        arrivals,
        () -> {
          folder.setFlags(some.toArray(Message[]::new), new Flags(Flags.Flag.SEEN), true);
          numbers.forEach(given::remove);
        });
  }

  private long number(Message mail) throws MessagingException {
    return ((UIDFolder) folder).getUID(mail);
  }

  /** One that can't be read starts nothing, and is none of the next search's. */
  private Arrival arrival(Message mail) throws MessagingException, IOException {
    long number = number(mail);
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
