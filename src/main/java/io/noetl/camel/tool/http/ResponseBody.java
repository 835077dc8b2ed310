package io.noetl.camel.tool.http;

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

  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON = Pattern.compile("application/json\\b.*|[^;]*\\+json\\b.*");
  private static final Pattern BINARY = Pattern.compile("(image|audio|video|font)/(?!svg).*");

  /** Reads a body of at most so many bytes. */
  static ResponseBody read(HttpReply reply, int limit) throws IOException, ToolFailure {
    byte[] bytes = reply.body().readNBytes(limit);
    if (bytes.length == limit && reply.body().read() >= 0) {
      throw new ToolFailure(
          "TL0205",
          "ResponseTooLarge",
          "the response is larger than %d bytes: ask for pages, or use kind: transfer, which streams"
              .formatted(limit));
    }
    return of(bytes, reply.contentType().toLowerCase(Locale.ROOT));
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
