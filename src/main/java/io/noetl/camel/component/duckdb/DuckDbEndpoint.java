package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.sql.SqlDatabase;
import io.noetl.camel.component.sql.SqlEndpoint;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/**
 * Run SQL on a DuckDB database, over camel-jdbc.
 *
 * <p>Placeholders {@code $name} take values of the message's map body, headers or variables, {@code
 * ?} and {@code $1} those of a list body; all are bound. Extensions come from the operator's folder
 * alone ({@code INSTALL … FROM} another place is refused). The SQL may use files and servers as the
 * JVM may, on a noetl-camel server as far as its guard of outgoing connections allows, and none at
 * all when {@code restricted}.
 */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "duckdb",
    title = "NoETL DuckDB",
    syntax = "duckdb:database",
    producerOnly = true,
    category = {Category.DATABASE, Category.BIGDATA},
    headersClass = DuckDbConstants.class)
public class DuckDbEndpoint extends SqlEndpoint {

  @UriPath(
      description =
          "A file; :memory: for a database of this endpoint alone, :memory:name for one that all"
              + " endpoints of this name share")
  @Metadata(required = true)
  private final String database;

  @UriParam(description = "Whether the database is opened for reading only")
  private boolean readOnly;

  @UriParam(
      label = "security",
      description = "Whether the SQL may use no file but the database and no server")
  private boolean restricted;

  public DuckDbEndpoint(String uri, DuckDbComponent component, String database) {
    super(uri, component);
    this.database = database;
  }

  /** The file, {@code :memory:} or {@code :memory:name}. */
  public String getDatabase() {
    return database;
  }

  public boolean isReadOnly() {
    return readOnly;
  }

  /** Whether the database is opened for reading only. */
  public void setReadOnly(boolean readOnly) {
    this.readOnly = readOnly;
  }

  public boolean isRestricted() {
    return restricted;
  }

  /** Whether the SQL reaches nothing but its database. */
  public void setRestricted(boolean restricted) {
    this.restricted = restricted;
  }

  @Override
  protected SqlDatabase open() throws Exception {
    DuckDbAccess access =
        restricted
            ? DuckDbAccess.restricted(new FileAccess.None(), server -> false)
            : DuckDbAccess.TRUSTED;
    return new DuckDbRoute(
        ((DuckDbComponent) getComponent())
            .openerOrDefault()
            .open(database, readOnly, Map.of(), access, Set.of()));
  }
}
