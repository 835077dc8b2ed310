package io.noetl.camel.tool.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.ObjectStore;
import io.nats.client.api.ObjectInfo;
import io.nats.client.api.ObjectMeta;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code object_…}: objects of a bucket that is there. */
final class ObjectOperation implements NatsOperation {
  private static final long LARGEST = 64L << 20;

  @Override
  public Map<String, @Nullable Object> run(
      String name, Connection connection, CallFields fields, ToolCall call)
      throws IOException, JetStreamApiException, InterruptedException, ToolFailure {
    String bucket = NatsOperation.required(fields, name, "bucket");
    // asked first, as what is read of a bucket that is not there gets no answer
    connection.objectStoreManagement().getStatus(bucket);
    ObjectStore store = connection.objectStore(bucket);
    if (name.equals("object_list")) {
      return list(bucket, store);
    }
    String object = NatsOperation.required(fields, name, "object", "name");
    boolean base64 = "base64".equals(fields.text("encoding"));
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("bucket", bucket);
    result.put("name", object);
    try {
      switch (name) {
        case "object_get" -> get(store, object, base64, result);
        case "object_put" ->
            result.put(
                "size",
                store
                    .put(
                        meta(object, fields),
                        new ByteArrayInputStream(NatsContent.bytes(fields.first("data"), base64)))
                    .getSize());
        case "object_delete" -> {
          there(store, object);
          store.delete(object);
        }
        case "object_info" -> result.putAll(described(there(store, object)));
        default -> throw new IllegalArgumentException(name);
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
    return result;
  }

  private static ObjectMeta meta(String object, CallFields fields) {
    ObjectMeta.Builder meta = ObjectMeta.builder(object);
    String description = fields.text("description", "desc");
    return (description == null ? meta : meta.description(description)).build();
  }

  private static void get(
      ObjectStore store, String object, boolean base64, Map<String, @Nullable Object> result)
      throws IOException,
          JetStreamApiException,
          InterruptedException,
          NoSuchAlgorithmException,
          ToolFailure {
    ObjectInfo info = there(store, object);
    if (info.getSize() > LARGEST) {
      throw new ToolFailure(
          "TL1304",
          "ResponseTooLarge",
          "nats: object '%s' has %d bytes; a step's result may have %d"
              .formatted(object, info.getSize(), LARGEST));
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    store.get(object, content);
    if (base64) {
      NatsContent.putBase64(result, "data", content.toByteArray());
    } else {
      NatsContent.putText(result, "data", content.toByteArray());
    }
    result.put("size", (long) content.size());
  }

  private static ObjectInfo there(ObjectStore store, String object)
      throws IOException, JetStreamApiException, ToolFailure {
    ObjectInfo info = store.getInfo(object);
    if (info == null) {
      throw new ToolFailure(
          "TL1303", "NotFound", "nats: there is no object '%s'".formatted(object));
    }
    return info;
  }

  private static Map<String, @Nullable Object> list(String bucket, ObjectStore store)
      throws IOException, JetStreamApiException, InterruptedException {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    store.getList().stream()
        .sorted(Comparator.comparing(ObjectInfo::getObjectName))
        .forEach(info -> objects.add(described(info)));
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("bucket", bucket);
    result.put("objects", objects);
    result.put("count", (long) objects.size());
    return result;
  }

  private static Map<String, @Nullable Object> described(ObjectInfo info) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("name", info.getObjectName());
    described.put("size", info.getSize());
    described.put("description", info.getDescription());
    described.put("chunks", info.getChunks());
    return described;
  }
}
