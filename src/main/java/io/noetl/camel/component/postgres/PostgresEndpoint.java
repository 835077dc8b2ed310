package io.noetl.camel.component.postgres;

import io.noetl.camel.component.sql.SqlDatabase;
import io.noetl.camel.component.sql.SqlEndpoint;
import javax.sql.DataSource;
import org.apache.camel.Category;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;

/**
 * Run SQL on PostgreSQL, over camel-jdbc.
 *
 * <p>Placeholders {@code :name} take values of the message's map body, headers or variables, {@code
 * ?} and {@code $1} those of a list body; all are bound. Values of rows are JSON-like: numbers,
 * booleans, nested JSON and arrays, ISO 8601 text. What the SQL may do, and where the server is, is
 * up to the data source: no guard of a playbook stands before it. {@code COPY} to and from a
 * client's own streams is refused.
 */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "postgres",
    title = "NoETL PostgreSQL",
    syntax = "postgres:dataSourceName",
    producerOnly = true,
    category = {Category.DATABASE},
    headersClass = PostgresConstants.class)
public class PostgresEndpoint extends SqlEndpoint {

  @UriPath(description = "The data source's name in the registry: #sales, or sales")
  @Metadata(required = true)
  private final String dataSourceName;

  public PostgresEndpoint(String uri, PostgresComponent component, String dataSourceName) {
    super(uri, component);
    this.dataSourceName = dataSourceName;
  }

  /** The name in the registry, with or without {@code #}. */
  public String getDataSourceName() {
    return dataSourceName;
  }

  @Override
  protected SqlDatabase open() {
    String name = dataSourceName.startsWith("#") ? dataSourceName.substring(1) : dataSourceName;
    return new PostgresRoute(
        CamelContextHelper.mandatoryLookup(getCamelContext(), name, DataSource.class));
  }
}
