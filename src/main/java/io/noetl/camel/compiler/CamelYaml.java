package io.noetl.camel.compiler;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

/** The routes of a playbook as Camel's YAML DSL, which Camel loads into the same routes again. */
public final class CamelYaml {
  private CamelYaml() {}

  /** All routes, one after the other. */
  public static String of(CompiledPlaybook compiled) {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      JinjaYamlDumper.install(context);
      StringBuilder yaml = new StringBuilder();
      for (RouteDefinition route : compiled.routes()) {
        yaml.append(PluginHelper.getModelToYAMLDumper(context).dumpModelAsYaml(context, route));
      }
      return yaml.toString();
    } catch (Exception e) {
      throw new IllegalStateException("The routes could not be written as YAML", e);
    }
  }
}
