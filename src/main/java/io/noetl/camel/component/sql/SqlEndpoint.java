package io.noetl.camel.component.sql;

import io.noetl.camel.component.message.OptionText;
import io.noetl.camel.component.tool.ToolProducer;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** An endpoint that runs SQL: one statement or a script, on one connection for each message. */
public abstract class SqlEndpoint extends DefaultEndpoint {

  /** Most rows that a message takes unless the endpoint says so. */
  static final int MAX_ROWS = 1_000_000;

  @UriParam(description = "The SQL, or where it is: resource:classpath:daily.sql")
  private String sql = "";

  @UriParam(
      label = "security",
      description =
          "Whether the message's body is the SQL: only where its sender may do all that the"
              + " database lets the endpoint do")
  private boolean useMessageBodyForSql;

  @UriParam(
      defaultValue = "true",
      description =
          "Whether all statements of a message are one transaction; each has its own otherwise")
  private boolean transacted = true;

  @UriParam(
      defaultValue = "SELECT_LIST",
      description = "Whether the body becomes the list of rows, or the only row or value")
  private SqlOutput outputType = SqlOutput.SELECT_LIST;

  @UriParam(
      defaultValue = "1000000",
      description = "Most rows that a statement may give: more are an error")
  private int maxRows = MAX_ROWS;

  @UriParam(
      javaType = "java.time.Duration",
      description = "After how long the statements are cancelled; never when 0")
  private long timeout;

  @UriParam(
      label = "advanced",
      description = "JSON pointer of the tool in the playbook whose route this is, in place of SQL")
  private String pointer = "";

  protected SqlEndpoint(String uri, Component component) {
    super(uri, component);
  }

  public String getSql() {
    return sql;
  }

  /** The SQL, or {@code resource:} and where it is. */
  public void setSql(String sql) {
    this.sql = sql;
  }

  public boolean isUseMessageBodyForSql() {
    return useMessageBodyForSql;
  }

  /** Whether the body is the SQL. */
  public void setUseMessageBodyForSql(boolean useMessageBodyForSql) {
    this.useMessageBodyForSql = useMessageBodyForSql;
  }

  public boolean isTransacted() {
    return transacted;
  }

  /** Whether all statements of a message are one transaction. */
  public void setTransacted(boolean transacted) {
    this.transacted = transacted;
  }

  public SqlOutput getOutputType() {
    return outputType;
  }

  /** What becomes the body. */
  public void setOutputType(SqlOutput outputType) {
    this.outputType = outputType;
  }

  public int getMaxRows() {
    return maxRows;
  }

  /** Most rows that a statement may give. */
  public void setMaxRows(int maxRows) {
    this.maxRows = maxRows;
  }

  public long getTimeout() {
    return timeout;
  }

  /** Milliseconds; 0 for no bound. */
  public void setTimeout(long timeout) {
    this.timeout = timeout;
  }

  public String getPointer() {
    return pointer;
  }

  /** JSON pointer of the tool: {@code /workflow/1/tool}. */
  public void setPointer(String pointer) {
    this.pointer = pointer;
  }

  /** The database, opened when the endpoint starts. */
  protected abstract SqlDatabase open() throws Exception;

  @Override
  public Producer createProducer() throws Exception {
    return pointer.isEmpty() ? new SqlProducer(this) : ToolProducer.of(this, pointer);
  }

  /** The endpoint's SQL; null where it comes with each message. */
  @Nullable OptionText source() throws IOException {
    if (useMessageBodyForSql) {
      return null;
    }
    if (sql.isEmpty()) {
      throw new IllegalArgumentException(
          getEndpointUri() + " has no SQL (expected: sql=…, or useMessageBodyForSql=true)");
    }
    return OptionText.of(getCamelContext(), "sql", sql);
  }

  Duration bound() {
    return timeout > 0 ? Duration.ofMillis(timeout) : SqlProducer.UNBOUNDED;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "A database is called; it calls nobody: " + getEndpointUri() + " (expected: to, not from)");
  }
}
