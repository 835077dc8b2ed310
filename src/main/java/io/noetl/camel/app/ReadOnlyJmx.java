package io.noetl.camel.app;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.AllowAllRestrictor;
import org.jolokia.server.core.util.RequestType;

/**
 * What the Hawtio console may do over Jolokia: look. It reads attributes, and calls those
 * operations of Camel's beans that only describe routes; nothing that starts, stops, sends or
 * changes, and nothing that shows messages or the settings of the process, which may hold secrets.
 */
final class ReadOnlyJmx extends AllowAllRestrictor {
  private static final Set<RequestType> TYPES =
      Set.of(
          RequestType.READ,
          RequestType.LIST,
          RequestType.SEARCH,
          RequestType.VERSION,
          RequestType.CONFIG,
          RequestType.EXEC);
  private static final Pattern DESCRIBING =
      Pattern.compile(
          "(dump(Route|Rest|Step|Processor|Stat|Structured)|list|explain|information|browseInflight|is|has)\\w*");

  /** With arguments these fill in placeholders of the operator's routes, which may be secrets. */
  private static final Pattern RESOLVING =
      Pattern.compile("dump(Routes?|Rests|RouteTemplates)As(Xml|Yaml)\\(.+\\)");

  private static final List<String> PROCESS_SETTINGS =
      List.of(
          "SystemProperties",
          "InputArguments",
          "ClassPath",
          "LibraryPath",
          "BootClassPath",
          "VmArguments");

  @Override
  public boolean isTypeAllowed(RequestType type) {
    return TYPES.contains(type);
  }

  @Override
  public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
    return !PROCESS_SETTINGS.contains(attribute);
  }

  @Override
  public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
    return false;
  }

  @Override
  public boolean isOperationAllowed(ObjectName name, String operation) {
    String plain = operation.split("\\(", 2)[0];
    return (name.getDomain().equals("org.apache.camel")
            && DESCRIBING.matcher(plain).matches()
            && !RESOLVING.matcher(operation).matches())
        || (name.getDomain().equals("jolokia") && plain.equals("list"))
        || (name.getDomain().equals("hawtio")
            && name.getKeyProperty("type") != null
            && plain.startsWith("canInvoke"));
  }

  @Override
  public boolean isOriginAllowed(String origin, boolean strictCheck) {
    // the door filter has checked it
    return true;
  }
}
