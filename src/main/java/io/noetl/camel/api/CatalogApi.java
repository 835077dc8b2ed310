package io.noetl.camel.api;

import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the catalog. */
public class CatalogApi {
  private static final int PAGE = 200;

  private final CatalogStore catalog;
  private final Json json;

  public CatalogApi(CatalogStore catalog, Json json) {
    this.catalog = catalog;
    this.json = json;
  }

  /**
   * {@code POST /api/catalog/list}: every version of every path, newest first; those that were
   * deleted too where the body has {@code include_archived}.
   */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    BodyFields body = request.bodyOrEmpty();
    return entries(body.text("resource_type"), body.flag("include_archived", false));
  }

  /** {@code GET /api/catalog/list?resource_type=} and {@code GET /api/catalog/list/{kind}}. */
  public Object listByQuery(ApiRequest request) {
    request.require(Role.VIEWER);
    return entries(request.query("resource_type"), request.queryFlag("include_archived"));
  }

  /** {@code GET /api/catalog/list/{kind}}. */
  public Object listByKind(ApiRequest request) {
    request.require(Role.VIEWER);
    String kind = request.path("kind");
    // NoETL's clients send what is typed: list playbook
    return entries(kind.equalsIgnoreCase("playbook") ? "Playbook" : kind, false);
  }

  /** {@code POST /api/catalog/resource}: one entry by catalog_id, or by path and version. */
  public Object resource(ApiRequest request) {
    request.require(Role.VIEWER);
    BodyFields body = request.body();
    Long id = body.id("catalog_id");
    if (id != null) {
      return found(catalog.byId(id));
    }
    return found(catalog.byPath(body.requiredText("path"), body.version("version")));
  }

  /** {@code GET /api/catalog/get/{path}?version=}, slashes in the path as they are. */
  public Object get(ApiRequest request) {
    request.require(Role.VIEWER);
    Integer version =
        BodyFields.parseVersion(request.query("version"), List.of("query", "version"));
    return found(catalog.byPath(request.path("path").replaceFirst("^/", ""), version));
  }

  /** {@code POST /api/catalog/agents/list}: NoETL's web page asks; there are no agents here. */
  public Object agents(ApiRequest request) {
    request.require(Role.VIEWER);
    request.bodyOrEmpty();
    return Map.of("entries", List.of());
  }

  private ApiReply entries(@Nullable String kind, boolean deleted) {
    return ApiReply.stream(
        ApiReply.JSON,
        PagedArray.<CatalogEntry>object(
            Map.of(),
            "entries",
            last -> catalog.list(kind, deleted, last == null ? null : last.catalogId(), PAGE),
            CatalogApi::entry,
            json));
  }

  static ApiProblem noEntry() {
    return ApiProblem.of(ApiError.NOT_FOUND, "Catalog entry not found");
  }

  private static Object found(Optional<CatalogEntry> entry) {
    return entry.map(CatalogApi::entry).orElseThrow(CatalogApi::noEntry);
  }

  /** NoETL's members, and those that its oldest client prints. */
  private static Map<String, @Nullable Object> entry(CatalogEntry entry) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("catalog_id", String.valueOf(entry.catalogId()));
    shape.put("path", entry.path());
    shape.put("version", entry.version());
    shape.put("kind", entry.kind());
    shape.put("content", entry.content());
    shape.put("layout", entry.layout());
    shape.put("payload", entry.payload());
    shape.put("meta", entry.meta());
    shape.put("created_at", IsoTime.local(entry.createdAt()));
    shape.put("resource_path", entry.path());
    shape.put("resource_version", String.valueOf(entry.version()));
    shape.put("resource_type", entry.kind());
    shape.put("timestamp", IsoTime.local(entry.createdAt()));
    if (entry.archivedAt() != null) {
      shape.put("archived_at", IsoTime.zulu(entry.archivedAt()));
    }
    return shape;
  }
}
