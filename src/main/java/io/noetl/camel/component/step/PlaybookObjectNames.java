package io.noetl.camel.component.step;

import io.noetl.camel.compiler.RouteNames;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.management.DefaultManagementObjectNameStrategy;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ManagementObjectNameStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Names the MBeans of nodes by their route as well: a node of a playbook's route is called after
 * its step, and many playbooks have a step of the same name.
 */
public final class PlaybookObjectNames extends DefaultManagementObjectNameStrategy {

  /** Puts it in the place of a context's strategy. */
  public static void install(CamelContext context) {
    ManagementObjectNameStrategy names = new PlaybookObjectNames();
    context.getManagementStrategy().setManagementObjectNameStrategy(names);
  }

  @Override
  public ObjectName getObjectNameForProcessor(
      CamelContext context, Processor processor, NamedNode node)
      throws MalformedObjectNameException {
    return withRoute(super.getObjectNameForProcessor(context, processor, node), node);
  }

  @Override
  public ObjectName getObjectNameForStep(CamelContext context, Processor processor, NamedNode node)
      throws MalformedObjectNameException {
    return withRoute(super.getObjectNameForStep(context, processor, node), node);
  }

  private static ObjectName withRoute(ObjectName name, NamedNode node)
      throws MalformedObjectNameException {
    @Nullable RouteDefinition route = ProcessorDefinitionHelper.getRoute(node);
    if (route == null || !RouteNames.GROUP.equals(route.getGroup())) {
      return name;
    }
    // consoles build trees of the keys, in their order
    return new ObjectName(name + ",route=" + ObjectName.quote(route.getId()));
  }
}
