package io.noetl.camel.tool.flow;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.playbook.ToolKinds;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.util.Set;

/** The kinds of tools that playbooks may name and that are not here: each says what to use. */
public final class RefusedTool implements Tool {

  @Override
  public Set<String> kinds() {
    return ToolKinds.ELSEWHERE.keySet();
  }

  @Override
  public Outcome call(ToolCall call) {
    return Outcome.failed(
        ToolError.of(
            "TL0004",
            "KindNotHere",
            "Tools of kind %s do not run here. Use %s instead."
                .formatted(call.kind(), ToolKinds.ELSEWHERE.get(call.kind()))));
  }
}
