package io.noetl.camel.component.tool;

import io.noetl.camel.tool.Tool;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools that there are, by kind; the sink is one of them. */
public final class ToolBox {
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  public ToolBox(Collection<Tool> tools) {
    for (Tool tool : tools) {
      tool.kinds().forEach(kind -> this.tools.put(kind, tool));
    }
  }

  /** The tool of a kind; null when there is none. */
  public @Nullable Tool find(String kind) {
    return tools.get(kind);
  }
}
