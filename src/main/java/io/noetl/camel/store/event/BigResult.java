package io.noetl.camel.store.event;

import io.noetl.camel.store.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A result that is too big for an event row: it stands in {@code noetl.result}, compressed, and the
 * columns hold {@code {"$ref": "result:<id>", "bytes": <length>}} in its place. Its id is that of
 * its content, so an execution keeps the same result once.
 */
public final class BigResult {
  /** Longer JSON is big. */
  public static final int LIMIT = 65_536;

  private static final String PREFIX = "result:";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\s*\\{\\s*\"\\$ref\"\\s*:\\s*\"result:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"\\s*,\\s*\"bytes\"\\s*:\\s*\\d+\\s*}\\s*");

  private final UUID id;
  private final byte[] content;
  private final int bytes;

  private BigResult(UUID id, byte[] content, int bytes) {
    this.id = id;
    this.content = content;
    this.bytes = bytes;
  }

  /** Whether a JSON text is kept apart from its row. */
  public static boolean isBig(@Nullable String json) {
    return json != null && json.length() > LIMIT;
  }

  static BigResult of(String json) {
    byte[] plain = json.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return new BigResult(idOf(plain), packed.toByteArray(), plain.length);
  }

  private static UUID idOf(byte[] content) {
    try {
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
      return new UUID(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
  }

  UUID id() {
    return id;
  }

  /** Its JSON, compressed. */
  byte[] content() {
    return content;
  }

  /** What stands in its place. */
  String reference() {
    return "{\"$ref\": \"%s%s\", \"bytes\": %d}".formatted(PREFIX, id, bytes);
  }

  /** A result as it was, where a column's value is a reference to it; else the value itself. */
  public static @Nullable Object resolved(
      JdbcClient jdbc, Json json, long executionId, @Nullable Object value) {
    return referred(value)
        .flatMap(id -> read(jdbc, executionId, id))
        .<@Nullable Object>map(json::readColumn)
        .orElse(value);
  }

  /**
   * A result as a stream of JSON, where a column's text is a reference to it; empty where it is the
   * value itself.
   */
  public static Optional<InputStream> opened(JdbcClient jdbc, long executionId, String column) {
    Matcher reference = REFERENCE.matcher(column);
    if (!reference.matches()) {
      return Optional.empty();
    }
    return jdbc.sql("SELECT content FROM noetl.result WHERE execution_id = ? AND result_id = ?")
        .params(executionId, UUID.fromString(reference.group(1)))
        .query(
            (row, number) ->
                (InputStream) new InflaterInputStream(new ByteArrayInputStream(row.getBytes(1))))
        .optional();
  }

  private static Optional<UUID> referred(@Nullable Object value) {
    if (value instanceof Map<?, ?> map
        && map.size() == 2
        && map.containsKey("bytes")
        && map.get("$ref") instanceof String text
        && text.startsWith(PREFIX)) {
      try {
        return Optional.of(UUID.fromString(text.substring(PREFIX.length())));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> read(JdbcClient jdbc, long executionId, UUID id) {
    return jdbc.sql("SELECT content FROM noetl.result WHERE execution_id = ? AND result_id = ?")
        .params(executionId, id)
        .query((row, number) -> unpacked(row.getBytes(1)))
        .optional();
  }

  private static String unpacked(byte[] content) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(content))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
