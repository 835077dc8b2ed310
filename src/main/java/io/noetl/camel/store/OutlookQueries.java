package io.noetl.camel.store;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what will run out: partitions that are made ahead, keys that expire. */
public final class OutlookQueries {
  private final JdbcClient jdbc;

  public OutlookQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How it stands now. */
  public Outlook outlook() {
    return jdbc.sql(
            """
            SELECT (SELECT count(*)
                      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     WHERE i.inhparent = 'noetl.event_record'::regclass AND c.relname ~ '_[0-9]{8}$'
                       AND to_date(right(c.relname, 8), 'YYYYMMDD') > now()),
                   (SELECT min(expires_at) FROM noetl.api_key WHERE expires_at > now())
            """)
        .query((row, index) -> new Outlook(row.getInt(1), row.getObject(2, OffsetDateTime.class)))
        .single();
  }

  /**
   * What is ahead.
   *
   * @param weeks coming weeks that have partitions of their own
   * @param keyExpires when the next key expires; null when none will
   */
  public record Outlook(int weeks, @Nullable OffsetDateTime keyExpires) {}
}
