package io.noetl.camel.component.playbook;

import io.noetl.camel.component.tool.ToolCaller;
import io.noetl.camel.execution.Completions;
import io.noetl.camel.execution.Engine;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Start an execution of a playbook. */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "playbook",
    title = "NoETL Playbook",
    syntax = "playbook:path",
    producerOnly = true,
    category = {Category.WORKFLOW})
public class PlaybookEndpoint extends DefaultEndpoint {

  @UriPath(description = "Catalog path of the playbook")
  @Metadata(required = true)
  private final String path;

  @UriParam(description = "JSON pointer of the tool, in the route of a playbook")
  private String pointer = "";

  @UriParam(description = "Version of the playbook; the latest when absent")
  private int version;

  @UriParam(defaultValue = "true", description = "Whether to wait for the end")
  private boolean wait = true;

  public PlaybookEndpoint(String uri, PlaybookComponent component, String path) {
    super(uri, component);
    this.path = path;
  }

  /** Catalog path of the playbook. */
  public String getPath() {
    return path;
  }

  public String getPointer() {
    return pointer;
  }

  /** JSON pointer of the tool that starts a child. */
  public void setPointer(String pointer) {
    this.pointer = pointer;
  }

  public int getVersion() {
    return version;
  }

  /** Version of the playbook; 0 for the latest. */
  public void setVersion(int version) {
    this.version = version;
  }

  public boolean isWait() {
    return wait;
  }

  /** Whether the exchange waits for the execution's end, and gets its result as body. */
  public void setWait(boolean wait) {
    this.wait = wait;
  }

  @Override
  public Producer createProducer() {
    Registry registry = getCamelContext().getRegistry();
    Children children =
        new Children(
            registry.findSingleByType(Engine.class), registry.findSingleByType(Completions.class));
    return pointer.isEmpty()
        ? new StartProducer(this, children)
        : new ChildProducer(this, children, registry.findSingleByType(ToolCaller.class));
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "A playbook is started, it sends nothing: " + getEndpointUri());
  }
}
