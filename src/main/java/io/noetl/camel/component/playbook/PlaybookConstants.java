package io.noetl.camel.component.playbook;

import org.apache.camel.spi.Metadata;

/** The headers of {@code playbook:} endpoints. */
public final class PlaybookConstants {

  @Metadata(
      description = "The id of the execution that was started",
      javaType = "String",
      label = "producer")
  public static final String EXECUTION_ID = "CamelPlaybookExecutionId";

  @Metadata(
      description = "How the execution ended, where the endpoint waits: COMPLETED",
      javaType = "String",
      label = "producer")
  public static final String STATUS = "CamelPlaybookStatus";

  private PlaybookConstants() {}
}
