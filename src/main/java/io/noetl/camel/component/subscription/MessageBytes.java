package io.noetl.camel.component.subscription;

import io.noetl.camel.store.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes of messages as values: JSON where they are JSON, else text, else base64. */
final class MessageBytes {
  private final Json json;

  MessageBytes(Json json) {
    this.json = json;
  }

  /**
   * A value.
   *
   * @param source is told where the value is base64
   */
  @Nullable Object value(byte @Nullable [] bytes, Map<String, @Nullable Object> source) {
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

  /** Text, or base64 of what is none. */
  static @Nullable String text(byte @Nullable [] bytes) {
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
