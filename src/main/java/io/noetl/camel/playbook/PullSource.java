package io.noetl.camel.playbook;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source whose messages this server fetches: one server of several does it at a time. */
public sealed interface PullSource extends Subscription.Source {

  /** How {@code source} calls it. */
  String name();

  /** How many messages are fetched together at most. */
  int batch();

  /** What is done about times at which nobody was there. */
  enum Missed {
    SKIP,
    ONCE,
    ALL
  }

  /**
   * Times.
   *
   * @param cron an expression; null where {@code seconds} says it
   * @param seconds between two times; 0 where {@code cron} says it
   * @param zone of the expression
   * @param missed what is done about times at which nobody was there
   */
  record Times(@Nullable String cron, int seconds, String zone, Missed missed)
      implements PullSource {
    @Override
    public String name() {
      return "schedule";
    }

    @Override
    public int batch() {
      return 100;
    }
  }

  /**
   * Files that are put into a folder.
   *
   * @param folder below a folder of the operator's
   * @param include a glob of file names
   * @param settled seconds for which a file must not have changed
   * @param every seconds between two looks
   * @param reads whether a message has the file's text
   * @param batch files that are taken together
   */
  record Files(
      String folder, String include, double settled, double every, boolean reads, int batch)
      implements PullSource {
    @Override
    public String name() {
      return "file";
    }
  }

  /**
   * Objects that are put into a bucket of S3. They stay where they are.
   *
   * @param credential opens the bucket
   * @param bucket its name
   * @param prefix what the names of all of them begin with: empty, or a folder with its slash
   * @param include a glob of their names behind the prefix
   * @param settled seconds for which an object must not have changed
   * @param every seconds between two looks
   * @param reads whether a message has the object's text
   * @param batch objects that are taken together
   */
  record Objects(
      String credential,
      String bucket,
      String prefix,
      String include,
      double settled,
      double every,
      boolean reads,
      int batch)
      implements PullSource {
    @Override
    public String name() {
      return "file";
    }
  }

  /**
   * Rows that appear in a table.
   *
   * @param credential of the database
   * @param query gives rows that are new
   * @param key columns that tell a row from others
   * @param watermark the column that grows; null where the query takes its rows itself
   * @param from the first watermark; null for null
   * @param listen a channel whose notifications make it look at once; null for none
   * @param every seconds between two looks
   * @param batch rows that are taken together
   */
  record Rows(
      String credential,
      String query,
      List<String> key,
      @Nullable String watermark,
      @Nullable Object from,
      @Nullable String listen,
      double every,
      int batch)
      implements PullSource {

    public Rows {
      key = List.copyOf(key);
    }

    @Override
    public String name() {
      return "database";
    }
  }

  /**
   * Messages of Kafka.
   *
   * @param credential of the brokers; null where {@code brokers} names them
   * @param brokers {@code host:port}, with commas between; null where the credential names them
   * @param topics to read
   * @param group keeps the place in each topic
   * @param fromStart whether it begins with the oldest message, else with those that come
   * @param batch messages that are taken together
   */
  record Kafka(
      @Nullable String credential,
      @Nullable String brokers,
      List<String> topics,
      String group,
      boolean fromStart,
      int batch)
      implements PullSource {

    public Kafka {
      topics = List.copyOf(topics);
    }

    @Override
    public String name() {
      return "kafka";
    }
  }

  /**
   * Messages of a stream of NATS JetStream.
   *
   * @param credential of the servers
   * @param stream it reads
   * @param consumer keeps the place in the stream; it is made where it is not there
   * @param subject of the messages; null for all of the stream
   * @param fromStart whether a consumer that is made begins with the oldest message
   * @param batch messages that are taken together
   */
  record Nats(
      String credential,
      String stream,
      String consumer,
      @Nullable String subject,
      boolean fromStart,
      int batch)
      implements PullSource {
    @Override
    public String name() {
      return "nats";
    }
  }

  /**
   * Messages of a Camel component that the operator opens. Its consumer fetches them.
   *
   * @param scheme names the component
   * @param path of the endpoint
   * @param options of the endpoint, as they are written
   */
  record Camel(String scheme, String path, Map<String, @Nullable Object> options)
      implements PullSource {
    @Override
    public String name() {
      return "camel";
    }

    @Override
    public int batch() {
      return 1;
    }
  }

  /**
   * Mails that were not seen.
   *
   * @param credential of the mailbox
   * @param folder of the mailbox
   * @param every seconds between two looks
   * @param batch mails that are taken together
   */
  record Mail(String credential, String folder, double every, int batch) implements PullSource {
    @Override
    public String name() {
      return "mail";
    }
  }
}
