package io.noetl.camel.tool.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as JSON-like value.
 *
 * @param data parsed JSON, text, or base64 text of bytes
 * @param base64 whether it is the last
 */
record ResponseBody(@Nullable Object data, boolean base64) {

  private static final int SHOWN = 100;
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON = Pattern.compile("application/json\\b.*|[^;]*\\+json\\b.*");
  private static final Pattern BINARY = Pattern.compile("(image|audio|video|font)/(?!svg).*");

  /** What a body is read as. */
  enum Type {
    /** As its content type says. */
    GIVEN,
    JSON,
    TEXT,
    BINARY;

    /** Reads {@code response_type}. */
    static Type of(CallFields fields) throws ToolFailure {
      String written = fields.text("response_type");
      return switch (written == null ? "" : written.strip().toLowerCase(Locale.ROOT)) {
        case "" -> GIVEN;
        case "json" -> JSON;
        case "text" -> TEXT;
        case "binary" -> BINARY;
        default ->
            throw new ToolFailure(
                "TL0201",
                "ConfigError",
                "response_type: %s (expected: json, text or binary)".formatted(written));
      };
    }
  }

  /** Reads a body of at most so many bytes. */
  static ResponseBody read(HttpReply reply, int limit, Type type) throws IOException, ToolFailure {
    byte[] bytes = reply.body().readNBytes(limit);
    if (bytes.length == limit && reply.body().read() >= 0) {
      throw new ToolFailure(
          "TL0205",
          "ResponseTooLarge",
          "the response is larger than %d bytes: ask for pages, or use kind: transfer, which streams"
              .formatted(limit));
    }
    String contentType = reply.contentType().toLowerCase(Locale.ROOT);
    return switch (type) {
      case GIVEN -> of(bytes, contentType);
      case TEXT -> new ResponseBody(new String(bytes, charset(contentType)), false);
      case BINARY -> base64(bytes);
      case JSON -> json(reply, new String(bytes, charset(contentType)));
    };
  }

  /** What says why a call has failed may be anything. */
  private static ResponseBody json(HttpReply reply, String text) throws ToolFailure {
    try {
      return new ResponseBody(text.isBlank() ? null : ToolJson.parse(text), false);
    } catch (JsonProcessingException e) {
      if (reply.status() < 200 || reply.status() >= 300) {
        return new ResponseBody(text, false);
      }
      throw new ToolFailure(
          "TL0209",
          "ParseError",
          "response_type: json, and the answer is no JSON (%s): %s"
              .formatted(
                  e.getOriginalMessage(),
                  text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text));
    }
  }

  private static ResponseBody of(byte[] bytes, String contentType) {
    if (BINARY.matcher(contentType).matches()) {
      return base64(bytes);
    }
    Charset charset = charset(contentType);
    if (contentType.startsWith("text/")) {
      return new ResponseBody(new String(bytes, charset), false);
    }
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean json = JSON.matcher(contentType).matches();
      return new ResponseBody(json ? ToolJson.parseOrText(text) : text, false);
    } catch (CharacterCodingException e) {
      return base64(bytes);
    }
  }

  private static ResponseBody base64(byte[] bytes) {
    return new ResponseBody(Base64.getEncoder().encodeToString(bytes), true);
  }

  private static Charset charset(String contentType) {
    Matcher named = CHARSET.matcher(contentType);
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
