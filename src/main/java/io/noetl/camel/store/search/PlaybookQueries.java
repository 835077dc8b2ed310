package io.noetl.camel.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists playbooks of the catalog without their texts. */
public final class PlaybookQueries {
  private static final String COLUMNS =
      """
      catalog_id, path, version, kind, created_at,
      left(coalesce(payload -> 'metadata' ->> 'description', payload ->> 'description'), 300) AS description
      """;

  private final JdbcClient jdbc;

  public PlaybookQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The latest version of each path, by path; only those whose path has a text, if one is given.
   */
  public List<Listed> latest(@Nullable String text, int limit, int offset) {
    return jdbc.sql(
            "SELECT DISTINCT ON (path) "
                + COLUMNS
                + """
                   FROM noetl.catalog
                  WHERE lower(kind) = 'playbook' AND (:text::text IS NULL OR strpos(lower(path), lower(:text)) > 0)
                    AND archived_at IS NULL
                  ORDER BY path, version DESC LIMIT :limit OFFSET :offset
                """)
        .param("text", text)
        .param("limit", limit)
        .param("offset", offset)
        .query(PlaybookQueries::listed)
        .list();
  }

  /** The versions of a path, newest first. */
  public List<Listed> versions(String path, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM noetl.catalog WHERE path = :path AND archived_at IS NULL ORDER BY version"
                + " DESC LIMIT :limit")
        .param("path", path)
        .param("limit", limit)
        .query(PlaybookQueries::listed)
        .list();
  }

  private static Listed listed(ResultSet row, int number) throws SQLException {
    return new Listed(
        row.getLong("catalog_id"),
        row.getString("path"),
        row.getInt("version"),
        row.getString("kind"),
        row.getObject("created_at", LocalDateTime.class),
        row.getString("description"));
  }

  /** A version of a playbook. */
  public record Listed(
      long catalogId,
      String path,
      int version,
      String kind,
      LocalDateTime createdAt,
      @Nullable String description) {}
}
