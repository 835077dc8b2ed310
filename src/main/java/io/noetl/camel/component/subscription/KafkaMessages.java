package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Records of Kafka as messages: JSON where the value is JSON, else text, else base64. The time is
 * part of the key: a topic that was deleted and made anew counts its offsets from 0 again.
 */
final class KafkaMessages {
  private final MessageBytes bytes;

  KafkaMessages(MessageBytes bytes) {
    this.bytes = bytes;
  }

  Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    source.put("topic", record.topic());
    source.put("partition", (long) record.partition());
    source.put("offset", record.offset());
    source.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    source.put("key", MessageBytes.text(record.key()));
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      String value = MessageBytes.text(header.value());
      headers.put(header.key().toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    return new Arrival(
        "%s/%d/%d/%d"
            .formatted(record.topic(), record.partition(), record.offset(), record.timestamp()),
        new Message(bytes.value(record.value(), source), headers, Map.of(), source));
  }
}
