package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.search.PlaybookQueries;
import io.noetl.camel.store.search.PlaybookQueries.Listed;
import io.noetl.camel.store.search.SearchQueries;
import io.noetl.camel.store.search.SearchQueries.PathRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The playbooks of the catalog, without their texts: how they run, and their versions. */
public class PlaybookListApi {
  private static final int PAGE = 100;
  private static final int MOST = 500;
  private static final int NEWEST = 20;

  private final PlaybookQueries playbooks;
  private final SearchQueries executions;

  public PlaybookListApi(PlaybookQueries playbooks, SearchQueries executions) {
    this.playbooks = playbooks;
    this.executions = executions;
  }

  /**
   * {@code GET /api/catalog/playbooks?q=&page=&page_size=}: the latest version of each path, and
   * how its newest runs went.
   */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    int size = request.queryInt("page_size", PAGE, 1, MOST);
    int page = request.queryInt("page", 1, 1, 1_000_000);
    List<Listed> found =
        playbooks.latest(request.query("q"), size + 1, Math.multiplyExact(page - 1, size));
    List<Listed> shown = found.subList(0, Math.min(size, found.size()));
    Map<String, PathRuns> runs =
        executions.pathRuns(shown.stream().map(Listed::path).toList(), NEWEST).stream()
            .collect(Collectors.toMap(PathRuns::path, Function.identity()));
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("items", shown.stream().map(entry -> shape(entry, runs.get(entry.path()))).toList());
    reply.put("page", page);
    reply.put("page_size", size);
    reply.put("has_more", found.size() > size);
    return reply;
  }

  /** {@code GET /api/catalog/versions?path=}: newest first, without their texts. */
  public Object versions(ApiRequest request) {
    request.require(Role.VIEWER);
    String path = request.query("path");
    if (path == null) {
      throw ApiProblem.field(
          new ApiProblem.FieldError("missing", List.of("query", "path"), "Field required", null));
    }
    return Map.of(
        "path",
        path,
        "versions",
        playbooks.versions(path, MOST).stream().map(entry -> shape(entry, null)).toList());
  }

  private static Map<String, @Nullable Object> shape(Listed entry, @Nullable PathRuns runs) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("catalog_id", String.valueOf(entry.catalogId()));
    shape.put("path", entry.path());
    shape.put("version", entry.version());
    shape.put("kind", entry.kind());
    shape.put("created_at", IsoTime.local(entry.createdAt()) + "Z");
    shape.put("description", entry.description());
    shape.put("runs", runs == null ? null : runs(runs));
    return shape;
  }

  private static Map<String, @Nullable Object> runs(PathRuns runs) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    List<Map<String, String>> newest = new ArrayList<>();
    for (String run : runs.newest()) {
      String[] parts = run.split(" ", 2);
      newest.add(Map.of("status", parts[0], "execution_id", parts[1]));
    }
    shape.put("looked_at", runs.runs());
    shape.put("completed", runs.completed());
    shape.put("failed", runs.failed());
    shape.put("last_started_at", IsoTime.zulu(runs.last()));
    shape.put("newest", newest);
    return shape;
  }
}
