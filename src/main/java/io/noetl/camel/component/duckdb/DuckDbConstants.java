package io.noetl.camel.component.duckdb;

import org.apache.camel.spi.Metadata;

/** The headers of {@code duckdb:} endpoints. */
public final class DuckDbConstants {

  @Metadata(description = "How many rows the body has", javaType = "Integer", label = "producer")
  public static final String ROW_COUNT = "CamelDuckDbRowCount";

  @Metadata(
      description = "How many rows the statements have changed",
      javaType = "Long",
      label = "producer")
  public static final String UPDATE_COUNT = "CamelDuckDbUpdateCount";

  @Metadata(
      description = "The columns of the rows, in order",
      javaType = "java.util.List<String>",
      label = "producer")
  public static final String COLUMN_NAMES = "CamelDuckDbColumnNames";

  private DuckDbConstants() {}
}
