package io.noetl.camel.store;

import io.noetl.camel.playbook.CatalogPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalog: every version of every registered resource. */
public final class CatalogStore {
  private static final String COLUMNS =
      "catalog_id, path, version, kind, content, layout, payload, meta, created_at, archived_at";

  private final JdbcClient jdbc;
  private final Json json;
  private final Clock clock;

  public CatalogStore(JdbcClient jdbc, Json json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Stores the next version of a path. Registrations of the same path at the same time get versions
   * of their own: the one that comes second to a version tries the next.
   *
   * @param payload the parsed document, JSON-like
   */
  public CatalogEntry register(String path, String kind, String content, @Nullable Object payload) {
    checkPath(path);
    while (true) {
      Optional<CatalogEntry> stored = insert(path, nextVersion(path), kind, content, payload);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
  }

  /**
   * Stores the next version of a path if its latest has another content. Of several replicas that
   * do so at the same time, one does.
   *
   * @param payload the parsed document, JSON-like
   * @return what was stored; empty where the latest version has this content
   */
  public Optional<CatalogEntry> registerChanged(
      String path, String kind, String content, @Nullable Object payload) {
    checkPath(path);
    // read first: who else stores meanwhile is seen in the latest version, or takes this number
    int next = nextVersion(path);
    Optional<CatalogEntry> latest = byPath(path, null);
    if (latest.filter(entry -> entry.content().equals(content)).isPresent()) {
      return Optional.empty();
    }
    return insert(path, next, kind, content, payload);
  }

  /** Operators say by path what a playbook may do: what is no path can't be registered. */
  private static void checkPath(String path) {
    if (!CatalogPath.isValid(path)) {
      throw new CatalogDocument.Unreadable(
          "the path '%s' is no catalog path (%s)"
              .formatted(CatalogPath.shown(path), CatalogPath.EXPECTED));
    }
  }

  private int nextVersion(String path) {
    return jdbc.sql("SELECT coalesce(max(version), 0) + 1 FROM noetl.catalog WHERE path = :path")
        .param("path", path)
        .query(Integer.class)
        .single();
  }

  /** Empty where somebody else has stored this version. */
  private Optional<CatalogEntry> insert(
      String path, int version, String kind, String content, @Nullable Object payload) {
    jdbc.sql("INSERT INTO noetl.resource (name) VALUES (:kind) ON CONFLICT DO NOTHING")
        .param("kind", kind)
        .update();
    String meta = json.write(Map.of("registered_at", IsoTime.offset(OffsetDateTime.now(clock))));
    return jdbc.sql(
            """
            INSERT INTO noetl.catalog (path, version, kind, content, payload, meta)
            VALUES (:path, :version, :kind, :content, :payload::jsonb, :meta::jsonb)
            ON CONFLICT (path, version) DO NOTHING
            RETURNING
            """
                + COLUMNS)
        .param("path", path)
        .param("version", version)
        .param("kind", kind)
        .param("content", content)
        .param("payload", json.writeColumn(payload))
        .param("meta", meta)
        .query(this::entry)
        .optional();
  }

  /** The version that a catalog id names, deleted or not: executions show what they ran. */
  public Optional<CatalogEntry> byId(long catalogId) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM noetl.catalog WHERE catalog_id = :id")
        .param("id", catalogId)
        .query(this::entry)
        .optional();
  }

  /** One version of a path; the latest where the version is null. */
  public Optional<CatalogEntry> byPath(String path, @Nullable Integer version) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM noetl.catalog WHERE path = :path AND archived_at IS NULL AND version ="
                + " coalesce(:version::int, version) ORDER BY version DESC LIMIT 1")
        .param("path", path)
        .param("version", version)
        .query(this::entry)
        .optional();
  }

  /**
   * Entries of every version, newest first.
   *
   * @param kind only this kind, letter case as registered; null for all
   * @param deleted whether those that were deleted are among them
   * @param before only entries older than this catalog id; null to begin with the newest
   * @param limit at most so many
   */
  public List<CatalogEntry> list(
      @Nullable String kind, boolean deleted, @Nullable Long before, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                   FROM noetl.catalog
                  WHERE (:kind::text IS NULL OR kind = :kind) AND (:before::bigint IS NULL OR catalog_id < :before)
                    AND (:deleted OR archived_at IS NULL)
                  ORDER BY catalog_id DESC LIMIT :limit
                """)
        .param("kind", kind)
        .param("before", before)
        .param("deleted", deleted)
        .param("limit", limit)
        .query(this::entry)
        .list();
  }

  /** The latest version of each playbook whose path has a text, by path. */
  public List<CatalogEntry> search(String text, int limit) {
    return jdbc.sql(
            "SELECT DISTINCT ON (path) "
                + COLUMNS
                + """
                   FROM noetl.catalog
                  WHERE lower(kind) = 'playbook' AND strpos(lower(path), lower(:text)) > 0
                    AND archived_at IS NULL
                  ORDER BY path, version DESC LIMIT :limit
                """)
        .param("text", text)
        .param("limit", limit)
        .query(this::entry)
        .list();
  }

  /**
   * A version of a path.
   *
   * @param catalogId its id
   * @param version its number
   */
  public record Version(long catalogId, int version) {}

  /**
   * Deletes a version of a path, or all of them: they are found by their ids alone, until they are
   * restored. A version number is never given again.
   *
   * @param version null for all
   * @return those that were there, newest first
   */
  public List<Version> delete(String path, @Nullable Integer version) {
    return change(
        "UPDATE noetl.catalog SET archived_at = now() WHERE archived_at IS NULL", path, version);
  }

  /**
   * Takes back what {@link #delete} did.
   *
   * @param version null for all
   * @return those that were deleted, newest first
   */
  public List<Version> restore(String path, @Nullable Integer version) {
    return change(
        "UPDATE noetl.catalog SET archived_at = NULL WHERE archived_at IS NOT NULL", path, version);
  }

  private List<Version> change(String update, String path, @Nullable Integer version) {
    return jdbc.sql(
            "WITH changed AS ("
                + update
                + " AND path = :path AND version = coalesce(:version::int, version) RETURNING"
                + " catalog_id, version) SELECT * FROM changed ORDER BY version DESC")
        .param("path", path)
        .param("version", version)
        .query((row, number) -> new Version(row.getLong("catalog_id"), row.getInt("version")))
        .list();
  }

  private CatalogEntry entry(ResultSet row, int index) throws SQLException {
    return new CatalogEntry(
        row.getLong("catalog_id"),
        row.getString("path"),
        row.getInt("version"),
        row.getString("kind"),
        row.getString("content"),
        json.readColumn(row.getString("layout")),
        json.readColumn(row.getString("payload")),
        json.readColumn(row.getString("meta")),
        row.getObject("created_at", LocalDateTime.class),
        row.getObject("archived_at", OffsetDateTime.class));
  }
}
