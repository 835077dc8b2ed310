package io.noetl.camel.component.playbook;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Starts executions of playbooks: of children in a playbook's route, of any in other routes. */
@Component("playbook")
public class PlaybookComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    PlaybookEndpoint endpoint = new PlaybookEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
