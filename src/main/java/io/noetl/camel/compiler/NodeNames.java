package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.OptionalIdentifiedDefinition;

/**
 * Names the nodes of a playbook's routes: each id is unique in the playbook, begins with the step's
 * name and is short enough for a box of a diagram; the description says the whole. Not thread-safe.
 */
final class NodeNames {
  /** Hawtio's boxes clip at 34 characters. */
  private static final int LONGEST_ID = 34;

  private static final int LONGEST_DESCRIPTION = 120;

  private static final Pattern EVENT =
      Pattern.compile(
          "^\\(?\\s*event\\.name\\s*==\\s*['\"]([\\w.]+)['\"]\\s*\\)?\\s*(?:and\\s+|$)");

  private final Set<String> taken = new HashSet<>();

  /** The ids of steps are given: no other node gets one of them. */
  NodeNames(Playbook playbook) {
    for (Step step : playbook.steps()) {
      String id = RouteNames.stepId(step.name());
      taken.add(id);
      taken.add(RouteNames.loopId(id));
    }
  }

  /**
   * Names a node.
   *
   * @param owner the name of the step, or of the entry of the workbook
   * @param label what it is, in a word or two: the id's second half
   * @param text what it is in words: its description
   */
  <T extends OptionalIdentifiedDefinition<?>> T name(
      T node, String owner, String label, String text) {
    node.setId(unique(shortened(oneLine(owner + ": " + label), LONGEST_ID)));
    node.setDescription(text(text));
    return node;
  }

  /** Text for people: Camel would take braces side by side for a property placeholder. */
  static String text(String text) {
    return shortened(oneLine(text), LONGEST_DESCRIPTION);
  }

  /** A template's text without the braces around it. */
  static String condition(String template) {
    String text = template.strip();
    boolean whole =
        text.startsWith("{{") && text.endsWith("}}") && text.indexOf("}}") == text.length() - 2;
    return whole ? text.substring(2, text.length() - 2).strip() : text;
  }

  /** A condition in a word or two: which event it is about goes without saying. */
  static String label(String condition) {
    Matcher event = EVENT.matcher(condition);
    if (!event.find()) {
      return condition;
    }
    String rest = condition.substring(event.end()).strip();
    return rest.isEmpty() ? event.group(1) : rest;
  }

  private String unique(String id) {
    String name = id;
    for (int again = 2; !taken.add(name); again++) {
      name = id + " " + again;
    }
    return name;
  }

  private static String oneLine(String text) {
    return RouteNames.safe(text.strip().replaceAll("\\s+", " "));
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most - 1).strip() + "…" : text;
  }
}
