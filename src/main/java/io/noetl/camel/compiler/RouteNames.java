package io.noetl.camel.compiler;

/** The endpoints between the routes of a playbook. Made of a key and of numbers, never of text. */
public final class RouteNames {
  /** The bean that runs parallel branches: a virtual thread for each. */
  public static final String EXECUTOR = "noetlExecutor";

  /** The group that the routes of playbooks are in. */
  public static final String GROUP = "playbooks";

  private RouteNames() {}

  /**
   * Where a route begins with a step.
   *
   * @param pointer the step's
   */
  public static String step(String key, String pointer) {
    return "step:" + key + "?pointer=" + pointer;
  }

  /** Where the route of a workbook entry begins. */
  public static String workbook(String key, int entry) {
    return "direct:workbook-" + key + "-" + entry;
  }

  /** Id of a playbook's main route. */
  public static String routeId(String path, String key) {
    return path + "@" + key;
  }

  /** Id of a step's node: its name. It is unique in the playbook, not over all of them. */
  public static String stepId(String step) {
    return safe(step);
  }

  /** Id of the loop around a step's node. */
  public static String loopId(String stepId) {
    return stepId + " (loop)";
  }

  /** Text of a playbook that Camel does not take for a property placeholder. */
  static String safe(String text) {
    return text.replaceAll("\\{(?=\\{)", "{ ").replaceAll("\\}(?=\\})", "} ");
  }
}
