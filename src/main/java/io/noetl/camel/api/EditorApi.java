package io.noetl.camel.api;

import io.noetl.camel.execution.schedule.Timing;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.PlaybookCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the editor of NoETL's web page calls. It names a playbook by its path, or one of its
 * versions by its catalog id.
 */
public class EditorApi {
  private static final int MOST_FOUND = 200;

  private final CatalogStore catalog;
  private final PlaybookCheck check;
  private final RegisterApi register;

  /**
   * Makes the bean.
   *
   * @param register stores what is saved
   */
  public EditorApi(CatalogStore catalog, PlaybookCheck check, RegisterApi register) {
    this.catalog = catalog;
    this.check = check;
    this.register = register;
  }

  /** {@code GET /api/catalog/playbook/content?playbook_id=}. */
  public Object content(ApiRequest request) {
    request.require(Role.VIEWER);
    CatalogEntry entry = entry(named(request));
    Map<String, @Nullable Object> reply = shape(entry);
    reply.put("content", entry.content());
    return reply;
  }

  /** {@code PUT /api/catalog/playbook/content?playbook_id=} {@code {content}}: the next version. */
  public Object save(ApiRequest request) {
    request.require(Role.EDITOR);
    return register.register(request);
  }

  /** {@code POST /api/catalog/playbooks/validate} {@code {content}}: stores nothing. */
  public Object validate(ApiRequest request) {
    request.require(Role.VIEWER);
    String content = request.body().requiredText("content");
    List<Problem> problems =
        SubscriptionParser.isSubscription(content)
            ? SubscriptionParser.parse(content, "subscription.yaml", Timing::of).problems()
            : check.check(content, "playbook.yaml");
    List<String> errors = problems.stream().filter(Problem::refuses).map(EditorApi::line).toList();
    return Map.of("valid", errors.isEmpty(), "errors", errors, "problems", problems);
  }

  /** {@code GET /api/catalog/playbooks/search?q=}: the latest version of each path that has it. */
  public Object search(ApiRequest request) {
    request.require(Role.VIEWER);
    String words = request.query("q");
    return catalog.search(words == null ? "" : words, MOST_FOUND).stream()
        .map(EditorApi::shape)
        .toList();
  }

  /** {@code DELETE /api/catalog/playbooks/{id}}: one version, or all of a path. */
  public Object delete(ApiRequest request) {
    request.require(Role.EDITOR);
    String id = request.path("id");
    CatalogEntry entry = entry(id);
    Integer version = BodyFields.parseLong(id).isPresent() ? (Integer) entry.version() : null;
    return changed("deleted", entry.path(), catalog.delete(entry.path(), version));
  }

  /**
   * {@code POST /api/catalog/delete} {@code {path, version}}: one version, or all of a path;
   * nothing where there is none, so that it may be asked again.
   */
  public Object deleteByPath(ApiRequest request) {
    request.require(Role.EDITOR);
    BodyFields body = request.body();
    String path = body.requiredName("path");
    return changed("deleted", path, catalog.delete(path, body.version("version")));
  }

  /** {@code POST /api/catalog/restore} {@code {path, version}}: takes a deletion back. */
  public Object restore(ApiRequest request) {
    request.require(Role.EDITOR);
    BodyFields body = request.body();
    String path = body.requiredName("path");
    return changed("restored", path, catalog.restore(path, body.version("version")));
  }

  /** NoETL calls them {@code deleted} in both replies. */
  private static Map<String, Object> changed(
      String what, String path, List<CatalogStore.Version> versions) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("status", "success");
    reply.put(
        "message",
        versions.isEmpty()
            ? "Nothing of '%s' is there to be %s.".formatted(path, what)
            : "%d version(s) of '%s' %s.".formatted(versions.size(), path, what));
    reply.put("path", path);
    reply.put(
        "deleted",
        versions.stream()
            .map(
                version ->
                    Map.of(
                        "catalog_id",
                        String.valueOf(version.catalogId()),
                        "version",
                        version.version()))
            .toList());
    reply.put("count", versions.size());
    return reply;
  }

  private static String named(ApiRequest request) {
    String id = request.query("playbook_id");
    if (id == null) {
      throw ApiProblem.field(BodyFields.missing(List.of("query", "playbook_id"), null));
    }
    return id;
  }

  private CatalogEntry entry(String id) {
    Optional<CatalogEntry> byId = BodyFields.parseLong(id).flatMap(catalog::byId);
    return byId.or(() -> catalog.byPath(id, null)).orElseThrow(CatalogApi::noEntry);
  }

  private static String line(Problem problem) {
    return "%d:%d: %s %s"
        .formatted(problem.line(), problem.column(), problem.message(), problem.cure())
        .strip();
  }

  private static Map<String, @Nullable Object> shape(CatalogEntry entry) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("id", String.valueOf(entry.catalogId()));
    shape.put("catalog_id", String.valueOf(entry.catalogId()));
    shape.put("name", entry.path().substring(entry.path().lastIndexOf('/') + 1));
    shape.put("path", entry.path());
    shape.put("kind", entry.kind());
    shape.put("version", entry.version());
    shape.put("status", "active");
    shape.put("created_at", IsoTime.local(entry.createdAt()));
    shape.put("updated_at", IsoTime.local(entry.createdAt()));
    return shape;
  }
}
