package io.noetl.camel.api;

import io.noetl.camel.store.CatalogDocument;
import io.noetl.camel.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** The API's own description, and a page to read and try it. Open to all: it holds no data. */
public class DocsApi {
  private static final String SWAGGER_UI = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors"
          + " 'none'";

  private final String description;
  private final String page;
  private final String script;

  /** Reads the documents, which are parts of the software. */
  public DocsApi(Json json) {
    this.description = json.write(CatalogDocument.parse(resource("/openapi/noetl.yaml")).root());
    this.page = resource("/openapi/docs.html").replace("@version@", version());
    this.script = resource("/openapi/docs.js");
  }

  /** {@code GET /api/openapi.json}. */
  public Object openApi() {
    // as written, not as text in quotes
    return ApiReply.text("application/json;charset=utf-8", description);
  }

  /** {@code GET /api/docs}. */
  public Object page() {
    return new ApiReply(
        200, "text/html;charset=utf-8", Map.of("Content-Security-Policy", POLICY), page);
  }

  /** {@code GET /api/docs/init.js}. */
  public Object script() {
    return ApiReply.text("text/javascript;charset=utf-8", script);
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = open(SWAGGER_UI)) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String resource(String name) {
    try (InputStream file = open(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream file = DocsApi.class.getResourceAsStream(name);
    if (file == null) {
      throw new IllegalStateException("The software lacks " + name);
    }
    return file;
  }
}
