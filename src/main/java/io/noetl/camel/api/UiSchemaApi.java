package io.noetl.camel.api;

import io.noetl.camel.store.CatalogDocument;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.IsoTime;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What NoETL's web page asks of a playbook before it starts one: a form for its workload. */
public class UiSchemaApi {
  private static final String SUFFIX = "/ui_schema";

  private final CatalogStore catalog;
  private final Clock clock;

  public UiSchemaApi(CatalogStore catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * {@code GET /api/catalog/{path}/ui_schema?version=}, slashes in the path as they are: another
   * path below {@code /api/catalog} is none that there is.
   */
  public Object get(ApiRequest request) {
    request.require(Role.VIEWER);
    String whole = request.path("path").replaceFirst("^/", "");
    if (!whole.endsWith(SUFFIX) || whole.length() == SUFFIX.length()) {
      throw ApiProblem.of(ApiError.NOT_FOUND, "Not Found");
    }
    String path = whole.substring(0, whole.length() - SUFFIX.length());
    Integer version =
        BodyFields.parseVersion(request.query("version"), List.of("query", "version"));
    CatalogEntry entry = catalog.byPath(path, version).orElseThrow(CatalogApi::noEntry);
    Map<String, @Nullable Object> document = CatalogDocument.parse(entry.content()).root();
    Map<?, ?> metadata = document.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("path", entry.path());
    shape.put("version", entry.version());
    shape.put("kind", entry.kind().toLowerCase(Locale.ROOT));
    shape.put("title", text(metadata.get("name")));
    shape.put("description_markdown", text(metadata.get("description")));
    shape.put("exposed_in_ui", Boolean.TRUE.equals(metadata.get("exposed_in_ui")));
    shape.put(
        "fields",
        document.get("workload") instanceof Map<?, ?> workload
            ? UiFields.of(workload, entry.content())
            : List.of());
    shape.put("generated_at", IsoTime.zulu(OffsetDateTime.now(clock)));
    return shape;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
