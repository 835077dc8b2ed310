package io.noetl.camel.component.step;

import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.spi.InterceptStrategy;

/**
 * Puts the bookkeeping of playbooks around their Step EIPs and the splits of their loops. No node
 * of a route is there only for bookkeeping, and other routes are left alone.
 */
public final class StepInterceptor implements InterceptStrategy {
  private final StepIndex steps;

  public StepInterceptor(StepIndex steps) {
    this.steps = steps;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    if (!(node instanceof StepDefinition || node instanceof SplitDefinition)) {
      return target;
    }
    RouteDefinition route = ProcessorDefinitionHelper.getRoute(node);
    if (route == null) {
      return target;
    }
    OptionalInt loop = steps.loop(route.getId(), node.getId());
    if (loop.isPresent()) {
      return new LoopProcessor(target, loop.getAsInt());
    }
    OptionalInt step = steps.step(route.getId(), node.getId());
    return step.isPresent() ? new StepProcessor(target, step.getAsInt()) : target;
  }
}
