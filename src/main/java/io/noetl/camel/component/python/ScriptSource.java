package io.noetl.camel.component.python;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads code that stands outside of the playbook: {@code script: {uri, source: {type, …}}}, type
 * {@code file} (relative to a folder) or {@code http}. Thread-safe.
 */
public final class ScriptSource {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final Path folder;

  /**
   * @param folder what relative {@code file} URIs are relative to
   */
  public ScriptSource(HttpClient http, Path folder) {
    this.http = http;
    this.folder = folder;
  }

  PythonCode load(Map<?, ?> script) throws CodeException, InterruptedException {
    if (!(script.get("source") instanceof Map<?, ?> source)) {
      throw new CodeException("script.source is missing (expected: a map with type)");
    }
    String uri = text(script, "uri");
    String type = text(source, "type");
    return switch (type == null ? "" : type) {
      case "file" -> file(required(uri, "script.uri"), source);
      case "http" -> {
        String endpoint = text(source, "endpoint");
        yield http(required(endpoint == null ? uri : endpoint, "script.uri"), source);
      }
      case "gcs", "s3" ->
          throw new CodeException(
              "script.source.type: "
                  + type
                  + " can't be loaded here (expected: file or http; a signed https URL works)");
      default ->
          throw new CodeException(
              "script.source.type must be one of: gcs, s3, file, http (it is: " + type + ")");
    };
  }

  private PythonCode file(String uri, Map<?, ?> source) throws CodeException {
    Path path = folder.resolve(uri.startsWith("file://") ? uri.substring(7) : uri).normalize();
    try {
      return new PythonCode(new String(Files.readAllBytes(path), encoding(source)), uri, 1);
    } catch (NoSuchFileException e) {
      throw new CodeException("script.uri: there is no file " + path.toAbsolutePath());
    } catch (IOException e) {
      throw new CodeException("script.uri: " + uri + " can't be read: " + e);
    }
  }

  private PythonCode http(String address, Map<?, ?> source)
      throws CodeException, InterruptedException {
    try {
      HttpResponse<byte[]> response =
          http.send(request(address, source), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new CodeException(
            "script: " + address + " answered " + response.statusCode() + " (expected: 200)");
      }
      return new PythonCode(new String(response.body(), encoding(source)), address, 1);
    } catch (IOException | IllegalArgumentException e) {
      throw new CodeException("script: " + address + " can't be fetched: " + e);
    }
  }

  private static HttpRequest request(String address, Map<?, ?> source) throws CodeException {
    String method = text(source, "method");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(timeout(source))
            .method(method == null ? "GET" : method, HttpRequest.BodyPublishers.noBody());
    if (source.get("headers") instanceof Map<?, ?> headers) {
      headers.forEach((name, value) -> request.header(String.valueOf(name), String.valueOf(value)));
    }
    return request.build();
  }

  private static Duration timeout(Map<?, ?> source) throws CodeException {
    String seconds = text(source, "timeout");
    if (seconds == null) {
      return DEFAULT_TIMEOUT;
    }
    try {
      return Duration.ofMillis((long) (1000 * Double.parseDouble(seconds)));
    } catch (NumberFormatException e) {
      throw new CodeException("script.source.timeout: " + seconds + " (expected: seconds)");
    }
  }

  private static Charset encoding(Map<?, ?> source) throws CodeException {
    String name = text(source, "encoding");
    try {
      return Charset.forName(name == null ? "UTF-8" : name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new CodeException("script.source.encoding: " + name + " (expected: utf-8 or the like)");
    }
  }

  private static @Nullable String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private static String required(@Nullable String value, String field) throws CodeException {
    if (value == null) {
      throw new CodeException(field + " is missing (expected: where the code stands)");
    }
    return value;
  }
}
