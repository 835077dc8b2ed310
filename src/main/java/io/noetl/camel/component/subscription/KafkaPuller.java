package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.playbook.PullSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Messages of Kafka. It reads all partitions of its topics itself, without the group's protocol:
 * who reads is said by the subscription's owner in PostgreSQL. The group keeps the offsets, which
 * are committed when the starts are recorded.
 *
 * <p>Not by camel-kafka: after a batch that fails its consumer commits or goes on to the next one
 * (KafkaRecordBatchingProcessor of 4.18), and messages are lost.
 */
final class KafkaPuller implements Puller {
  private static final long REFRESH_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LAG_NANOS = Duration.ofSeconds(5).toNanos();

  private final Held held;
  private final PullSource.Kafka source;
  private final Consumer<byte[], byte[]> consumer;
  private final KafkaBrokers brokers;
  private final PullStore store;
  private final KafkaMessages messages;
  private final LongSupplier nanos;
  private final Set<TopicPartition> assigned = new HashSet<>();
  private boolean begun;
  private long refreshed;
  private long measured;

  /** A puller, which closes the consumer. */
  KafkaPuller(
      Held held,
      PullSource.Kafka source,
      Consumer<byte[], byte[]> consumer,
      KafkaBrokers brokers,
      PullStore store,
      KafkaMessages messages,
      LongSupplier nanos) {
    this.held = held;
    this.source = source;
    this.consumer = consumer;
    this.brokers = brokers;
    this.store = store;
    this.messages = messages;
    this.nanos = nanos;
  }

  @Override
  public Batch poll(Duration patience) throws IOException {
    long now = nanos.getAsLong();
    if (!begun || now - refreshed > REFRESH_NANOS) {
      refresh();
      refreshed = now;
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
    if (!records.isEmpty()) {
      return batch(records);
    }
    if (measured == 0 || now - measured > LAG_NANOS) {
      measure();
    }
    return Batch.NONE;
  }

  private Batch batch(ConsumerRecords<byte[], byte[]> records) {
    List<Arrival> arrivals = new ArrayList<>(records.count());
    Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      arrivals.add(messages.arrival(record));
      reached.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    return new Batch(
        arrivals,
        () -> {
          consumer.commitSync(reached);
          measure();
        });
  }

  /** Messages behind the ones that were read, as the brokers have told with the last answers. */
  private void measure() {
    long lag = 0;
    for (TopicPartition partition : assigned) {
      lag += consumer.currentLag(partition).orElse(0);
    }
    measured = nanos.getAsLong();
    store.lag(held.id(), held.epoch(), lag);
  }

  /** Partitions may have been added; and brokers. */
  private void refresh() throws IOException {
    Set<TopicPartition> all = new LinkedHashSet<>();
    for (String topic : source.topics()) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        throw new IOException("There is no topic '%s'".formatted(topic));
      }
      for (PartitionInfo partition : partitions) {
        check(partition);
        all.add(new TopicPartition(topic, partition.partition()));
      }
    }
    if (all.equals(assigned)) {
      return;
    }
    Set<TopicPartition> added = new LinkedHashSet<>(all);
    added.removeAll(assigned);
    consumer.assign(all);
    assigned.clear();
    assigned.addAll(all);
    place(added);
    begun = true;
  }

  private void check(PartitionInfo partition) throws IOException {
    for (org.apache.kafka.common.Node node : partition.replicas()) {
      if (!node.isEmpty() && node.port() > 0) {
        brokers.check(node.host(), node.port());
      }
    }
  }

  /**
   * Where to read on. Where a partition begins for the first time is committed at once, so that
   * whoever goes on begins there too. One that is added later is read from its start.
   */
  private void place(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(partitions);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    boolean before = known.values().stream().anyMatch(Objects::nonNull);
    boolean fromStart = source.fromStart() || begun || before;
    Map<TopicPartition, Long> begin = fromStart ? first : consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndMetadata> fresh = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata committed = known.get(partition);
      long offset = committed == null ? begin.getOrDefault(partition, 0L) : committed.offset();
      // what the topic has let go of is not there to be read
      long there = Math.max(offset, first.getOrDefault(partition, 0L));
      consumer.seek(partition, there);
      if (committed == null) {
        fresh.put(partition, new OffsetAndMetadata(there));
      }
    }
    if (!fresh.isEmpty()) {
      consumer.commitSync(fresh);
    }
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5)));
  }
}
