package io.noetl.camel.component.postgres;

import org.apache.camel.spi.Metadata;

/** The headers of {@code postgres:} endpoints. */
public final class PostgresConstants {

  @Metadata(description = "How many rows the body has", javaType = "Integer", label = "producer")
  public static final String ROW_COUNT = "CamelPostgresRowCount";

  @Metadata(
      description = "How many rows the statements have changed",
      javaType = "Long",
      label = "producer")
  public static final String UPDATE_COUNT = "CamelPostgresUpdateCount";

  @Metadata(
      description = "The columns of the rows, in order",
      javaType = "java.util.List<String>",
      label = "producer")
  public static final String COLUMN_NAMES = "CamelPostgresColumnNames";

  private PostgresConstants() {}
}
