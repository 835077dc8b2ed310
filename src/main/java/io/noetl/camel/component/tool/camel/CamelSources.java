package io.noetl.camel.component.tool.camel;

import io.noetl.camel.tool.ToolFailure;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that subscriptions read from: of components that the operator opens to them, made of
 * literal values by the component itself, as those of {@code kind: camel}.
 */
public final class CamelSources {
  private final CamelContext context;
  private final OpenSchemes schemes;

  /**
   * Sources.
   *
   * @param opened the components that subscriptions may read from, by scheme; empty for none
   * @throws IllegalArgumentException when something is opened that can't be
   */
  public CamelSources(CamelContext context, Map<String, CamelScheme> opened) {
    this.context = context;
    this.schemes = new OpenSchemes(context, "noetl.sources.camel", opened);
  }

  /**
   * An endpoint of its own.
   *
   * @throws ToolFailure when it is not open, or its options are not what they have to be
   */
  public Endpoint endpoint(String scheme, String path, Map<String, @Nullable Object> options)
      throws Exception {
    OpenScheme open = schemes.find(scheme.strip().toLowerCase(Locale.ROOT));
    return CamelEndpoints.create(context, open.name(), open.path(path), open.options(options));
  }
}
