package io.noetl.camel.tool.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.jspecify.annotations.Nullable;

/** A value as the body of a request: JSON, a form or parts, as its content type says. */
final class RequestBody {

  private RequestBody() {}

  /**
   * The body.
   *
   * @param value JSON-like, or a file, which only other tools of ours give
   * @param contentType the Content-Type that the playbook gives; null for none
   */
  static HttpEntity of(Object value, @Nullable String contentType) throws ToolFailure {
    if (value instanceof Path file) {
      return new FileEntity(file.toFile(), contentType(contentType));
    }
    String type = contentType == null ? "" : contentType.toLowerCase(java.util.Locale.ROOT);
    Map<String, @Nullable Object> map = CallFields.asMap(value);
    if (type.startsWith("multipart/form-data")) {
      return multipart(map);
    }
    if (type.contains("x-www-form-urlencoded") && map != null) {
      return entity(HttpUrl.query(map), contentType);
    }
    if (value instanceof String text) {
      boolean json = !type.isEmpty() ? type.contains("json") : isStructure(text);
      return entity(
          json ? asJson(text) : text,
          contentType != null
              ? contentType
              : json ? "application/json" : "text/plain; charset=utf-8");
    }
    return entity(ToolJson.write(value), contentType == null ? "application/json" : contentType);
  }

  private static HttpEntity entity(String text, @Nullable String contentType) {
    return new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8), contentType(contentType));
  }

  private static @Nullable ContentType contentType(@Nullable String contentType) {
    return contentType == null ? null : ContentType.parseLenient(contentType);
  }

  private static boolean isStructure(String text) {
    String stripped = text.strip();
    return (stripped.startsWith("{") || stripped.startsWith("[")) && isJson(stripped);
  }

  private static String asJson(String text) {
    return isJson(text) ? text : ToolJson.write(text);
  }

  private static boolean isJson(String text) {
    try {
      ToolJson.parse(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static HttpEntity multipart(@Nullable Map<String, @Nullable Object> parts)
      throws ToolFailure {
    if (parts == null) {
      throw wrong("payload of multipart/form-data: expected a map of parts");
    }
    MultipartEntityBuilder builder = MultipartEntityBuilder.create();
    // names as browsers write them: UTF-8 as it is
    builder.setMode(HttpMultipartMode.LEGACY);
    builder.setCharset(StandardCharsets.UTF_8);
    for (Map.Entry<String, @Nullable Object> part : parts.entrySet()) {
      if (part.getValue() instanceof Collection<?> list) {
        for (Object item : list) {
          add(builder, part.getKey(), item);
        }
      } else {
        add(builder, part.getKey(), part.getValue());
      }
    }
    return builder.build();
  }

  private static void add(MultipartEntityBuilder builder, String name, @Nullable Object value)
      throws ToolFailure {
    Map<String, @Nullable Object> map = value instanceof Map<?, ?> ? CallFields.asMap(value) : null;
    if (map == null) {
      String text = value == null ? "" : value.toString();
      builder.addTextBody(name, text, ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8));
      return;
    }
    CallFields file = new CallFields(map);
    String encoded = file.text("content_base64");
    Object content = file.first("content");
    byte[] bytes;
    try {
      bytes =
          encoded != null
              ? Base64.getMimeDecoder().decode(encoded)
              : (content instanceof String text ? text : ToolJson.write(content))
                  .getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("payload.%s.content_base64: expected base64".formatted(name));
    }
    String type = file.text("content_type");
    String filename = file.text("filename", "name");
    builder.addBinaryBody(
        name,
        bytes,
        type == null ? ContentType.APPLICATION_OCTET_STREAM : ContentType.parseLenient(type),
        filename == null ? name : filename);
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL0201", "ConfigError", message);
  }
}
