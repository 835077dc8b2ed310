package io.noetl.camel.playbook;

import java.util.Set;

/** The kinds of tools that a playbook may name. */
public final class ToolKinds {
  /** All of them, in no order. */
  public static final Set<String> ALL = ToolParser.KINDS;

  private ToolKinds() {}
}
