package io.noetl.camel.compiler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ModelToYAMLDumper;
import org.apache.camel.support.PluginHelper;

/**
 * Camel's YAML dumper, which leaves out the name of a language that is not its own; ours is the
 * only one in playbooks' routes.
 */
public final class JinjaYamlDumper {
  private static final Pattern NAMELESS =
      Pattern.compile("(?m)^( *)language:\n( *)(expression|id):");

  private JinjaYamlDumper() {}

  /** Replaces the dumper of a context. */
  public static void install(CamelContext context) {
    ModelToYAMLDumper dumper = PluginHelper.getModelToYAMLDumper(context);
    context
        .getCamelContextExtension()
        .addContextPlugin(
            ModelToYAMLDumper.class,
            (ModelToYAMLDumper)
                Proxy.newProxyInstance(
                    JinjaYamlDumper.class.getClassLoader(),
                    new Class<?>[] {ModelToYAMLDumper.class},
                    (proxy, method, arguments) -> {
                      try {
                        Object result = method.invoke(dumper, arguments);
                        return result instanceof String yaml ? named(yaml) : result;
                      } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                      }
                    }));
  }

  static String named(String yaml) {
    return NAMELESS.matcher(yaml).replaceAll("$1language:\n$2language: jinja\n$2$3:");
  }
}
