package io.noetl.camel.component.playbook;

import io.noetl.camel.component.tool.ToolCaller;
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

/**
 * Start an execution of a playbook.
 *
 * <p>A map body, or text that is a JSON object, is its payload; any other body is the payload's
 * {@code body}. The route that names a playbook is trusted to start it; what the playbook may reach
 * is up to its profile, as in any execution of it. It works on a noetl-camel server only.
 */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "playbook",
    title = "NoETL Playbook",
    syntax = "playbook:path",
    producerOnly = true,
    category = {Category.WORKFLOW},
    headersClass = PlaybookConstants.class)
public class PlaybookEndpoint extends DefaultEndpoint {

  @UriPath(description = "Catalog path of the playbook")
  @Metadata(required = true)
  private final String path;

  @UriParam(
      label = "advanced",
      description =
          "JSON pointer of the tool in the playbook whose route this is, in place of a path")
  private String pointer = "";

  @UriParam(description = "Version of the playbook; the latest when 0")
  private int version;

  @UriParam(
      defaultValue = "true",
      description =
          "Whether to wait for the end: the body becomes the result, else the execution's id")
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
    Engine engine = registry.findSingleByType(Engine.class);
    if (pointer.isEmpty() && engine == null) {
      throw new IllegalStateException(
          getEndpointUri() + " runs on a noetl-camel server only: there is no engine here");
    }
    Children children = new Children(engine);
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
