package io.noetl.camel.component.tool;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * Calls tools of playbooks: {@code python:} and {@code duckdb:} under names of their own, all
 * others as {@code tool:kind}.
 */
public class ToolComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    ToolEndpoint endpoint = new ToolEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
