package io.noetl.camel.app.trace;

import io.noetl.camel.tool.SqlWork;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** What OpenTelemetry's conventions call a database and its server. */
final class DatabaseAttributes {
  private DatabaseAttributes() {}

  /** Adds a database to a span. */
  static void put(SqlWork.Place place, AttributesBuilder attributes) {
    attributes.put("db.system.name", place.system());
    if (place.namespace() != null) {
      attributes.put("db.namespace", place.namespace());
    }
    if (place.host() != null) {
      attributes.put("server.address", place.host());
      attributes.put("server.port", place.port());
    }
  }

  /** The database of a JDBC URL of PostgreSQL. Of several servers none is named. */
  static SqlWork.Place of(String url) {
    Properties parsed = Driver.parseURL(url, null);
    if (parsed == null) {
      return new SqlWork.Place("postgresql", null, 0, null);
    }
    String host = PGProperty.PG_HOST.getOrDefault(parsed);
    String database = PGProperty.PG_DBNAME.getOrDefault(parsed);
    return host == null || host.contains(",")
        ? new SqlWork.Place("postgresql", null, 0, database)
        : new SqlWork.Place(
            "postgresql",
            host,
            Integer.parseInt(String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed))),
            database);
  }
}
