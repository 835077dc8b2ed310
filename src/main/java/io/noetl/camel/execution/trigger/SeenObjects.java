package io.noetl.camel.execution.trigger;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Objects of buckets that subscriptions have taken, as rows. They are known for as long as they are
 * in the bucket, however long what they have started is kept.
 */
public final class SeenObjects {
  private final JdbcClient jdbc;

  public SeenObjects(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which of these are known.
   *
   * @param etags by name
   * @return the names of those that are known with the same content
   */
  public Set<String> known(long id, Map<String, String> etags) {
    Map<String, String> found = new HashMap<>();
    jdbc.sql(
            "SELECT name, etag FROM noetl.subscription_object WHERE subscription_id = ? AND name ="
                + " ANY (?)")
        .params(id, etags.keySet().toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString("name"), row.getString("etag"));
            });
    Set<String> known = new HashSet<>();
    etags.forEach(
        (name, etag) -> {
          if (etag.equals(found.get(name))) {
            known.add(name);
          }
        });
    return known;
  }

  /**
   * Notes that these are taken.
   *
   * @param etags by name
   * @return false where another is the owner by now
   */
  public boolean taken(long id, long epoch, Map<String, String> etags) {
    Map<String, String> all = new LinkedHashMap<>(etags);
    return jdbc.sql(
                """
                WITH mine AS (
                  SELECT subscription_id FROM noetl.subscription WHERE subscription_id = ? AND epoch = ? FOR SHARE),
                noted AS (
                  INSERT INTO noetl.subscription_object (subscription_id, name, etag)
                  SELECT subscription_id, name, etag FROM mine, unnest(?, ?) AS t (name, etag)
                      ON CONFLICT (subscription_id, name) DO UPDATE SET etag = excluded.etag)
                SELECT count(*) FROM mine
                """)
            .params(
                id, epoch, all.keySet().toArray(String[]::new), all.values().toArray(String[]::new))
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * Forgets those that a listing should have shown and did not.
   *
   * @param within what the names of all that are listed begin with
   * @param flat whether what has a further slash is not listed
   * @param after names up to this one were in pages before; null for none
   * @param until names beyond this one are in pages to come; null for none
   * @param there the names that were shown
   */
  public void gone(
      long id,
      String within,
      boolean flat,
      @Nullable String after,
      @Nullable String until,
      Collection<String> there) {
    jdbc.sql(
            """
            DELETE FROM noetl.subscription_object
             WHERE subscription_id = :id AND name >= :within AND starts_with(name, :within)
               AND NOT (:flat AND strpos(substr(name, length(:within) + 1), '/') > 0)
               AND (:after::text IS NULL OR name > :after) AND (:until::text IS NULL OR name <= :until)
               AND name <> ALL (:there)
            """)
        .param("id", id)
        .param("within", within)
        .param("flat", flat)
        .param("after", after)
        .param("until", until)
        .param("there", there.toArray(String[]::new))
        .update();
  }
}
