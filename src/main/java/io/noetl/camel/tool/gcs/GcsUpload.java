package io.noetl.camel.tool.gcs;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What goes where.
 *
 * @param file the file
 * @param bucket the bucket
 * @param blob the object's name
 * @param contentType its type
 */
record GcsUpload(Path file, String bucket, String blob, String contentType) {

  private static final Pattern DESTINATION = Pattern.compile("gs://([a-z0-9][a-z0-9._-]+)/?(.*)");

  /**
   * Reads {@code source}, {@code destination} and {@code content_type}.
   *
   * @param folder the folder whose files may be uploaded; null for none
   */
  static GcsUpload of(CallFields fields, @Nullable Path folder) throws ToolFailure {
    Path file = file(fields.required("gcs", "source"), folder);
    String destination = fields.required("gcs", "destination");
    Matcher parts = DESTINATION.matcher(destination);
    if (!parts.matches()) {
      throw wrong("destination: '%s' (expected: gs://bucket/key)".formatted(destination));
    }
    String key = parts.group(2);
    String blob = key.isEmpty() || key.endsWith("/") ? key + file.getFileName() : key;
    String type = fields.text("content_type");
    return new GcsUpload(file, parts.group(1), blob, type == null ? typeOf(file) : type);
  }

  private static Path file(String source, @Nullable Path folder) throws ToolFailure {
    if (folder == null) {
      throw wrong("source: this server uploads no files: have the operator name a folder for them");
    }
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(source).toRealPath();
      if (file.startsWith(root) && Files.isRegularFile(file)) {
        return file;
      }
    } catch (IOException | InvalidPathException e) {
      // the message below says what is expected
    }
    throw wrong("source: '%s' (expected: a file in the folder of files)".formatted(source));
  }

  private static String typeOf(Path file) {
    try {
      String type = Files.probeContentType(file);
      return type == null ? "application/octet-stream" : type;
    } catch (IOException e) {
      return "application/octet-stream";
    }
  }

  static ToolFailure wrong(String message) {
    return new ToolFailure("TL0802", "ConfigError", message);
  }
}
