package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.util.regex.Pattern;

/** Refuses COPY between the server and a client's own streams, which a playbook has not. */
public final class ClientCopy {
  private static final Pattern FORM =
      Pattern.compile(
          "(?is)^(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*COPY\\b.*\\b(TO\\s+STDOUT|FROM\\s+STDIN)\\b.*");

  private ClientCopy() {}

  /** Refuses the statement if it is one. */
  public static void refuse(String sql) throws ToolFailure {
    var form = FORM.matcher(sql);
    if (form.matches()) {
      boolean out = form.group(1).regionMatches(true, 0, "TO", 0, 2);
      throw new ToolFailure(
          "TL0302",
          "ConfigError",
          "COPY … %s speaks to a client's own streams, which a step has not. %s"
              .formatted(
                  out ? "TO STDOUT" : "FROM STDIN",
                  out
                      ? "Write its SELECT alone: the rows are the step's result."
                      : "Store rows by a sink or by kind: transfer, which use COPY."));
    }
  }
}
