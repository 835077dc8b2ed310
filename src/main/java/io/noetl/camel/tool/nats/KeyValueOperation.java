package io.noetl.camel.tool.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueEntry;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code kv_…}: keys and values of a bucket that is there. */
final class KeyValueOperation implements NatsOperation {

  @Override
  public Map<String, @Nullable Object> run(
      String name, Connection connection, CallFields fields, ToolCall call)
      throws IOException, JetStreamApiException, InterruptedException, ToolFailure {
    String bucket = NatsOperation.required(fields, name, "bucket");
    // asked first, as what is read of a bucket that is not there gets no answer
    connection.keyValueManagement().getStatus(bucket);
    KeyValue store = connection.keyValue(bucket);
    if (name.equals("kv_keys")) {
      return keys(bucket, store, fields);
    }
    String key = NatsOperation.required(fields, name, "key");
    return switch (name) {
      case "kv_get" -> get(bucket, key, store.get(key));
      case "kv_put" -> {
        Map<String, @Nullable Object> result = at("success", bucket, key);
        result.put("revision", store.put(key, NatsContent.bytes(fields.first("value"))));
        if (fields.first("ttl") != null) {
          call.log()
              .line(
                  StepLog.Stream.STDERR,
                  "ttl has no effect: how long values live is said where the bucket is made");
        }
        yield result;
      }
      case "kv_delete" -> {
        store.delete(key);
        yield at("success", bucket, key);
      }
      case "kv_purge" -> {
        store.purge(key);
        yield at("success", bucket, key);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Map<String, @Nullable Object> get(
      String bucket, String key, @Nullable KeyValueEntry entry) {
    if (entry == null) {
      Map<String, @Nullable Object> result = at("not_found", bucket, key);
      result.put("value", null);
      return result;
    }
    Map<String, @Nullable Object> result = at("success", bucket, key);
    NatsContent.put(result, "value", entry.getValue());
    result.put("revision", entry.getRevision());
    return result;
  }

  private static Map<String, @Nullable Object> keys(
      String bucket, KeyValue store, CallFields fields)
      throws IOException, JetStreamApiException, InterruptedException {
    String pattern = fields.text("pattern");
    List<String> keys =
        store.keys().stream()
            .filter(key -> pattern == null || glob(pattern).matcher(key).matches())
            .sorted()
            .toList();
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("bucket", bucket);
    result.put("keys", keys);
    result.put("count", (long) keys.size());
    return result;
  }

  /** {@code *} is any text. */
  private static Pattern glob(String pattern) {
    return Pattern.compile(
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  private static Map<String, @Nullable Object> at(String status, String bucket, String key) {
    Map<String, @Nullable Object> result = NatsOperation.result(status);
    result.put("bucket", bucket);
    result.put("key", key);
    return result;
  }
}
