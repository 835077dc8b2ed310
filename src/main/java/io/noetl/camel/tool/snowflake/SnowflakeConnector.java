package io.noetl.camel.tool.snowflake;

import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.sql.Connection;
import java.sql.SQLException;

/** Connects to Snowflake. */
@FunctionalInterface
public interface SnowflakeConnector {

  /**
   * A new connection.
   *
   * @param call whose {@code auth} and fields say where to and as whom
   * @throws ToolFailure when the driver or a field is missing
   */
  Connection connect(ToolCall call) throws SQLException, ToolFailure;
}
