package io.noetl.camel.component.tool;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Call the tool of a playbook's step. */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "tool",
    title = "NoETL Tool",
    syntax = "tool:kind",
    producerOnly = true,
    category = {Category.WORKFLOW})
public class ToolEndpoint extends DefaultEndpoint {

  @UriPath(description = "Kind of the tool")
  @Metadata(required = true)
  private final String kind;

  @UriParam(description = "JSON pointer of the tool in the playbook")
  @Metadata(required = true)
  private String pointer = "";

  public ToolEndpoint(String uri, ToolComponent component, String kind) {
    super(uri, component);
    this.kind = kind;
  }

  /** The kind. */
  public String getKind() {
    return kind;
  }

  public String getPointer() {
    return pointer;
  }

  /** JSON pointer of the tool: {@code /workflow/1/tool}. */
  public void setPointer(String pointer) {
    this.pointer = pointer;
  }

  @Override
  public Producer createProducer() {
    return switch (kind) {
      case "workbook" -> new WorkbookProducer(this);
      case "wait", "approval" -> new WaitProducer(this, caller());
      case "sink" -> new SinkProducer(this, caller());
      case "claim" -> new ClaimProducer(this, caller());
      default -> ToolProducer.of(this, pointer);
    };
  }

  private ToolCaller caller() {
    return ToolCaller.of(getCamelContext());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "A tool is called; it calls nobody: " + getEndpointUri());
  }
}
