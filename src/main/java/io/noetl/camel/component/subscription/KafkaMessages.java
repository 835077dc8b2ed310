package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.store.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
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
  private final Json json;

  KafkaMessages(Json json) {
    this.json = json;
  }

  Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    source.put("topic", record.topic());
    source.put("partition", (long) record.partition());
    source.put("offset", record.offset());
    source.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
    source.put("key", text(record.key()));
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      String value = text(header.value());
      headers.put(header.key().toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    return new Arrival(
        "%s/%d/%d/%d"
            .formatted(record.topic(), record.partition(), record.offset(), record.timestamp()),
        new Message(value(record.value(), source), headers, Map.of(), source));
  }

  private @Nullable Object value(byte @Nullable [] bytes, Map<String, @Nullable Object> source) {
    if (bytes == null) {
      return null;
    }
    String text = decoded(bytes);
    if (text == null) {
      source.put("encoding", "base64");
      return Base64.getEncoder().encodeToString(bytes);
    }
    try {
      return json.readStrictly(text);
    } catch (Json.Malformed e) {
      return text;
    }
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    String text = decoded(bytes);
    return text == null ? Base64.getEncoder().encodeToString(bytes) : text;
  }

  private static @Nullable String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
