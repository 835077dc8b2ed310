package io.noetl.camel.component.duckdb;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on DuckDB databases in any route. On a noetl-camel server they are opened as those of
 * the playbooks are, behind the guard of outgoing connections; elsewhere nothing guards them.
 */
@Component("duckdb")
public class DuckDbComponent extends DefaultComponent {

  @Metadata(
      label = "advanced",
      autowired = true,
      description = "Opens the databases; without one they are opened with DuckDB's defaults")
  private @Nullable DuckDbOpener opener;

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    DuckDbEndpoint endpoint = new DuckDbEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  public @Nullable DuckDbOpener getOpener() {
    return opener;
  }

  /** Opens the databases. */
  public void setOpener(@Nullable DuckDbOpener opener) {
    this.opener = opener;
  }

  DuckDbOpener openerOrDefault() {
    return opener == null ? new DuckDbOpener(DuckDbSettings.defaults()) : opener;
  }
}
