package io.noetl.camel.component.python;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Runs Python code in any route, on GraalPy or on CPython. On a noetl-camel server its endpoints
 * share the interpreters of the playbooks; elsewhere the component makes its own when the first
 * endpoint starts, and ends them when it stops.
 */
@Component("python")
public class PythonComponent extends DefaultComponent {

  @Metadata(
      label = "advanced",
      autowired = true,
      description = "The interpreters; the component makes its own where there are none")
  private @Nullable PythonEngines engines;

  @Metadata(description = "How many interpreters are kept ready; one for each core when 0")
  private int warm;

  @Metadata(description = "How many interpreters there may be; eight for each core when 0")
  private int most;

  private @Nullable ChosenEngines own;
  private @Nullable PythonCodeCache code;

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    PythonEndpoint endpoint = new PythonEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  public @Nullable PythonEngines getEngines() {
    return engines;
  }

  /** Shared interpreters, which this component does not end. */
  public void setEngines(@Nullable PythonEngines engines) {
    this.engines = engines;
  }

  public int getWarm() {
    return warm;
  }

  /** How many interpreters are kept ready; 0 for one a core. */
  public void setWarm(int warm) {
    this.warm = warm;
  }

  public int getMost() {
    return most;
  }

  /** How many interpreters there may be; 0 for eight a core. */
  public void setMost(int most) {
    this.most = most;
  }

  /** The shared interpreters, else this component's own. */
  synchronized PythonEngines interpreters() {
    if (engines != null) {
      return engines;
    }
    if (own == null) {
      code = new PythonCodeCache();
      own = make(code);
    }
    return own;
  }

  private ChosenEngines make(PythonCodeCache code) {
    PythonSettings defaults = PythonSettings.defaults();
    int ready = warm > 0 ? warm : most > 0 ? Math.min(most, defaults.warm()) : defaults.warm();
    PythonSettings settings =
        defaults.withInterpreters(ready, Math.max(ready, most > 0 ? most : defaults.most()));
    DuckDbSettings duckdb = DuckDbSettings.defaults();
    PythonModules modules = new PythonModules();
    PythonProfile trusted = PythonProfile.trusted();
    return new ChosenEngines(
        new GraalPyEngine(code, settings, trusted, modules, new DuckDbOpener(duckdb)),
        () ->
            new GraalPyEngine(
                code,
                settings,
                PythonProfile.restricted(),
                modules,
                new DuckDbOpener(duckdb.withExternalAccess(false))),
        () ->
            new CPythonEngine(
                CPythonSettings.defaults().withPackages(settings.packages()),
                trusted
                    .withEnvironment(
                        Map.of("NOETL_DUCKDB_EXTENSIONS", duckdb.extensionDirectory().toString()))
                    .environment(),
                modules));
  }

  @Override
  protected void doStop() throws Exception {
    synchronized (this) {
      if (own != null) {
        own.close();
        own = null;
      }
      if (code != null) {
        code.close();
        code = null;
      }
    }
    super.doStop();
  }
}
