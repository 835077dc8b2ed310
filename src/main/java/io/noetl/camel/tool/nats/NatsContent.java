package io.noetl.camel.tool.nats;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes of messages, as values of playbooks. */
final class NatsContent {
  private static final byte[] NONE = {};

  private NatsContent() {}

  /** Text as it is, null as nothing, other values as JSON. */
  static byte[] bytes(@Nullable Object value) {
    return switch (value) {
      case null -> NONE;
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      default -> ToolJson.write(value).getBytes(StandardCharsets.UTF_8);
    };
  }

  /** As {@link #bytes(Object)}, or the bytes that Base64 text stands for. */
  static byte[] bytes(@Nullable Object value, boolean base64) throws ToolFailure {
    if (!base64) {
      return bytes(value);
    }
    try {
      return Base64.getDecoder().decode(value == null ? "" : value.toString().strip());
    } catch (IllegalArgumentException e) {
      throw new ToolFailure(
          "TL1301", "ConfigError", "nats: data is no Base64, as encoding: base64 says");
    }
  }

  /** Puts JSON as a value, other text as it is, and what is no text as Base64 that says so. */
  static void put(Map<String, @Nullable Object> result, String name, byte @Nullable [] bytes) {
    byte[] content = bytes == null ? NONE : bytes;
    String text = text(content);
    if (text == null) {
      putBase64(result, name, content);
    } else {
      result.put(name, ToolJson.parseOrText(text));
    }
  }

  /** Puts text, and what is no text as Base64 that says so. */
  static void putText(Map<String, @Nullable Object> result, String name, byte[] bytes) {
    String text = text(bytes);
    if (text == null) {
      putBase64(result, name, bytes);
    } else {
      result.put(name, text);
    }
  }

  /** Puts Base64, which it says. */
  static void putBase64(Map<String, @Nullable Object> result, String name, byte[] bytes) {
    result.put(name, Base64.getEncoder().encodeToString(bytes));
    result.put("encoding", "base64");
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
