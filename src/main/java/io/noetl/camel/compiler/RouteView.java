package io.noetl.camel.compiler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.support.PluginHelper;

/**
 * Routes as XML, which is what consoles draw. In those of playbooks each node is called by its id,
 * has its description as note, and a condition is its text where the route has its pointer: this
 * XML is for people, and it is the YAML that loads again.
 */
public final class RouteView {
  private static final Pattern OURS =
      Pattern.compile("group=\"(" + RouteNames.GROUP + "|" + SubscriptionRoute.GROUP + ")\"");
  private static final Pattern NODE =
      Pattern.compile("<(\\w+)( id=\"[^\"]*\")( description=(\"[^\"]*\"))(?! group)");
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "( description=\"([^\"]*)\"[^>]*>\\s*<language language=\"jinja\"[^>]*>)/workflow/[^<]*");

  private RouteView() {}

  /** Replaces the dumper of a context. */
  public static void install(CamelContext context) {
    ModelToXMLDumper dumper = PluginHelper.getModelToXMLDumper(context);
    context
        .getCamelContextExtension()
        .addContextPlugin(
            ModelToXMLDumper.class,
            (ModelToXMLDumper)
                Proxy.newProxyInstance(
                    RouteView.class.getClassLoader(),
                    new Class<?>[] {ModelToXMLDumper.class},
                    (proxy, method, arguments) -> {
                      try {
                        Object result = method.invoke(dumper, arguments);
                        return result instanceof String xml ? readable(xml) : result;
                      } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                      }
                    }));
  }

  static String readable(String xml) {
    if (!OURS.matcher(xml).find()) {
      return xml;
    }
    String named = NODE.matcher(xml).replaceAll("<$1$2 customId=\"true\"$3 note=$4");
    return EXPRESSION.matcher(named).replaceAll("$1$2");
  }
}
