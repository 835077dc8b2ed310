package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.Tool;
import java.util.List;

/** A claim of rows for a loop, as the call of a tool. */
public interface Claims extends Tool {

  /**
   * Takes rows in the stead of a claim.
   *
   * @param rows none end the loop
   */
  Outcome given(List<?> rows);
}
