package io.noetl.camel.app;

import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.management.DefaultManagementAgent;

/**
 * Shows contexts and routes over JMX, and what the console needs beside them. An MBean for each
 * producer and endpoint of each playbook would cost four times the heap of its routes.
 */
final class RouteManagementAgent extends DefaultManagementAgent {
  private static final Set<String> SHOWN =
      Set.of("context", "routes", "health", "services", "tracer");

  RouteManagementAgent(CamelContext context) {
    super(context);
  }

  @Override
  public void register(Object bean, ObjectName name, boolean again) throws JMException {
    if (SHOWN.contains(name.getKeyProperty("type"))) {
      super.register(bean, name, again);
    }
  }
}
