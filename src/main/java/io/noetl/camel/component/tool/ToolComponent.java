package io.noetl.camel.component.tool;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Calls those tools of playbooks that have no component of their own: {@code tool:http}, {@code
 * tool:sink}, … It works in the routes of playbooks only.
 */
@Component("tool")
public class ToolComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    ToolEndpoint endpoint = new ToolEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
