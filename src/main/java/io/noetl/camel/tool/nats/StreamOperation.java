package io.noetl.camel.tool.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nats.client.Connection;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamInfo;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.NatsJetStreamConstants;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code js_…}: messages of JetStream. */
final class StreamOperation implements NatsOperation {
  private static final int BATCH = 100;
  private static final int LARGEST_BATCH = 1000;

  /** NATS's client waits no less. */
  private static final int WAIT_MILLIS = 1000;

  /** A step holds its place meanwhile: who waits longer begins another call. */
  private static final int LONGEST_WAIT_MILLIS = 5000;

  private static final String NO_RESPONDERS = "503";

  /** Nothing else is sent anything by an acknowledgement. */
  private static final Pattern ACK = Pattern.compile("\\$JS\\.ACK(\\.[^\\s.*>]+)+");

  private static final Duration CONFIRMATION = Duration.ofSeconds(5);

  @Override
  public Map<String, @Nullable Object> run(
      String name, Connection connection, CallFields fields, ToolCall call)
      throws IOException, JetStreamApiException, InterruptedException, ToolFailure {
    return switch (name) {
      case "js_publish" -> publish(connection, fields, call);
      case "js_consume" -> consume(connection, fields);
      case "js_ack" -> acknowledge(connection, fields);
      case "js_get_msg" -> message(connection, fields);
      case "js_stream_info" -> info(connection, fields);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The call's key goes with the message, so that JetStream takes a repeated call for the same. */
  private static Map<String, @Nullable Object> publish(
      Connection connection, CallFields fields, ToolCall call)
      throws IOException, JetStreamApiException, ToolFailure {
    Headers headers = new Headers();
    headers.put(NatsJetStreamConstants.MSG_ID_HDR, call.idempotencyKey());
    String traceparent = call.origin().traceparent();
    if (traceparent != null) {
      headers.put("traceparent", traceparent);
    }
    for (Map.Entry<String, @Nullable Object> header : fields.map("headers").entrySet()) {
      if (header.getValue() != null) {
        headers.put(header.getKey(), header.getValue().toString());
      }
    }
    String subject = NatsOperation.required(fields, "js_publish", "subject");
    PublishAck taken;
    try {
      taken =
          connection
              .jetStream()
              .publish(
                  NatsMessage.builder()
                      .subject(subject)
                      .headers(headers)
                      .data(NatsContent.bytes(fields.first("data", "value")))
                      .build());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains(NO_RESPONDERS)) {
        throw nobody(subject, e);
      }
      throw e;
    }
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("stream", taken.getStream());
    result.put("seq", taken.getSeqno());
    result.put("duplicate", taken.isDuplicate());
    return result;
  }

  private static ToolFailure nobody(String subject, Exception e) {
    return new ToolFailure(
        "TL1303",
        "NotFound",
        "nats: no stream takes messages of subject '%s' (%s)".formatted(subject, e.getMessage()));
  }

  private static Map<String, @Nullable Object> consume(Connection connection, CallFields fields)
      throws IOException, JetStreamApiException, InterruptedException, ToolFailure {
    String stream = NatsOperation.required(fields, "js_consume", "stream");
    String consumer = NatsOperation.required(fields, "js_consume", "consumer");
    boolean ack = fields.flag("ack", true);
    FetchConsumeOptions options =
        FetchConsumeOptions.builder()
            .maxMessages(Math.min(fields.count("batch", BATCH), LARGEST_BATCH))
            .expiresIn(
                Math.clamp(
                    fields.count("timeout_ms", WAIT_MILLIS), WAIT_MILLIS, LONGEST_WAIT_MILLIS))
            .build();
    List<Map<String, @Nullable Object>> messages = new ArrayList<>();
    long acked = 0;
    FetchConsumer fetched = connection.getConsumerContext(stream, consumer).fetch(options);
    try {
      for (Message message = fetched.nextMessage();
          message != null;
          message = fetched.nextMessage()) {
        messages.add(described(message));
        if (ack && acknowledged(message)) {
          acked++;
        }
      }
    } catch (JetStreamStatusCheckedException e) {
      throw new IOException(e);
    } finally {
      fetched.stop();
    }
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("stream", stream);
    result.put("consumer", consumer);
    result.put("count", (long) messages.size());
    result.put("messages", messages);
    result.put("acked", acked);
    return result;
  }

  /**
   * Acknowledges what a call of before has taken, now that it is recorded. Which messages those are
   * their {@code ack} says.
   */
  private static Map<String, @Nullable Object> acknowledge(Connection connection, CallFields fields)
      throws InterruptedException, ToolFailure {
    if (!(fields.first("messages") instanceof List<?> messages)) {
      throw new ToolFailure(
          "TL1301", "ConfigError", "nats: js_ack needs messages, as js_consume has given them");
    }
    long acked = 0;
    for (Object message : messages) {
      Object subject = message instanceof Map<?, ?> map ? map.get("ack") : message;
      if (!(subject instanceof String text && ACK.matcher(text).matches())) {
        throw new ToolFailure(
            "TL1301",
            "ConfigError",
            "nats: js_ack got a message without `ack` (expected: what js_consume has given with"
                + " `ack: false`)");
      }
      acked += isAnswered(connection, text) ? 1 : 0;
    }
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("count", (long) messages.size());
    result.put("acked", acked);
    return result;
  }

  /** The server answers an acknowledgement that it has taken. */
  private static boolean isAnswered(Connection connection, String subject)
      throws InterruptedException {
    return connection.request(subject, "+ACK".getBytes(US_ASCII), CONFIRMATION) != null;
  }

  private static boolean acknowledged(Message message) throws InterruptedException {
    try {
      message.ackSync(CONFIRMATION);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  private static Map<String, @Nullable Object> described(Message message) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("subject", message.getSubject());
    described.put("stream_seq", message.metaData().streamSequence());
    described.put("consumer_seq", message.metaData().consumerSequence());
    described.put("delivered", message.metaData().deliveredCount());
    described.put("pending", message.metaData().pendingCount());
    described.put("ack", message.getReplyTo());
    NatsContent.put(described, "data", message.getData());
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    if (message.getHeaders() != null) {
      message.getHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    }
    described.put("headers", headers);
    return described;
  }

  private static Map<String, @Nullable Object> message(Connection connection, CallFields fields)
      throws IOException, JetStreamApiException, ToolFailure {
    String stream = NatsOperation.required(fields, "js_get_msg", "stream");
    String subject = fields.text("subject");
    MessageInfo found;
    if (fields.first("seq") != null) {
      found = connection.jetStreamManagement().getMessage(stream, fields.count("seq", 1));
    } else if (subject != null || fields.flag("last", false)) {
      found =
          connection.jetStreamManagement().getLastMessage(stream, subject == null ? ">" : subject);
    } else {
      throw new ToolFailure(
          "TL1301", "ConfigError", "nats: js_get_msg needs seq, subject, or last: true");
    }
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("stream", stream);
    result.put("subject", found.getSubject());
    result.put("seq", found.getSeq());
    NatsContent.put(result, "data", found.getData());
    return result;
  }

  private static Map<String, @Nullable Object> info(Connection connection, CallFields fields)
      throws IOException, JetStreamApiException, ToolFailure {
    String stream = NatsOperation.required(fields, "js_stream_info", "stream");
    StreamInfo info = connection.jetStreamManagement().getStreamInfo(stream);
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("name", info.getConfiguration().getName());
    config.put("subjects", List.copyOf(info.getConfiguration().getSubjects()));
    config.put("max_msgs", info.getConfiguration().getMaxMsgs());
    config.put("max_bytes", info.getConfiguration().getMaxBytes());
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("messages", info.getStreamState().getMsgCount());
    state.put("bytes", info.getStreamState().getByteCount());
    state.put("first_seq", info.getStreamState().getFirstSequence());
    state.put("last_seq", info.getStreamState().getLastSequence());
    state.put("consumer_count", info.getStreamState().getConsumerCount());
    Map<String, @Nullable Object> result = NatsOperation.result("success");
    result.put("stream", stream);
    result.put("config", config);
    result.put("state", state);
    return result;
  }
}
