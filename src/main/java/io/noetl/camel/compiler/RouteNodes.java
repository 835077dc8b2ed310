package io.noetl.camel.compiler;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Finds the nodes of a route, the branches of its choices among them. */
public final class RouteNodes {
  private RouteNodes() {}

  /** All nodes, beginning with {@code from}. */
  public static List<OptionalIdentifiedDefinition<?>> of(RouteDefinition route) {
    List<OptionalIdentifiedDefinition<?>> nodes = new ArrayList<>();
    nodes.add(route.getInput());
    for (ProcessorDefinition<?> node :
        ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), ProcessorDefinition.class)) {
      nodes.add(node);
      if (node instanceof ChoiceDefinition choice) {
        nodes.addAll(choice.getWhenClauses());
      }
    }
    return nodes;
  }
}
