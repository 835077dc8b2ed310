package io.noetl.camel.component.python;

import io.noetl.camel.component.message.OptionText;
import io.noetl.camel.component.tool.ToolProducer;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Run Python code on the message.
 *
 * <p>The code sees {@code body}, {@code headers} and {@code variables}, as globals and as arguments
 * of its {@code main}; what it returns becomes the body. An exception becomes a {@link
 * PythonFailedException}. The code may use files, sockets and processes as the JVM may, unless
 * {@code restricted}: it is as trusted as the route that names it, and never taken from a message.
 */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "python",
    title = "NoETL Python",
    syntax = "python:name",
    producerOnly = true,
    category = {Category.SCRIPT, Category.TRANSFORMATION})
public class PythonEndpoint extends DefaultEndpoint {

  @UriPath(description = "A name for people and tracebacks")
  @Metadata(required = true)
  private final String name;

  @UriParam(
      description = "The code, or where it is: resource:classpath:totals.py, resource:file:x.py")
  private String code = "";

  @UriParam(
      enums = "graalpy,cpython,auto",
      description = "Where the code runs; by default on GraalPy unless it imports native packages")
  private String engine = "";

  @UriParam(
      label = "security",
      description = "Whether the code may use no file, socket, process or variable of the machine")
  private boolean restricted;

  @UriParam(
      javaType = "java.time.Duration",
      description = "After how long the code is stopped; never when 0")
  private long timeout;

  @UriParam(
      label = "advanced",
      description =
          "JSON pointer of the tool in the playbook whose route this is, in place of code")
  private String pointer = "";

  public PythonEndpoint(String uri, PythonComponent component, String name) {
    super(uri, component);
    this.name = name;
  }

  /** The name. */
  public String getName() {
    return name;
  }

  public String getCode() {
    return code;
  }

  /** The code, or {@code resource:} and where it is. */
  public void setCode(String code) {
    this.code = code;
  }

  public String getEngine() {
    return engine;
  }

  /** {@code graalpy}, {@code cpython} or {@code auto}. */
  public void setEngine(String engine) {
    this.engine = engine;
  }

  public boolean isRestricted() {
    return restricted;
  }

  /** Whether the code may use nothing of the machine. */
  public void setRestricted(boolean restricted) {
    this.restricted = restricted;
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

  @Override
  public Producer createProducer() throws Exception {
    if (!pointer.isEmpty()) {
      return ToolProducer.of(this, pointer);
    }
    OptionText source = OptionText.of(getCamelContext(), "code", code);
    PythonComponent component = (PythonComponent) getComponent();
    return new PythonProducer(
        this,
        component.interpreters(),
        new PythonCode(source.text(), source.name().equals("code") ? name : source.name(), 1),
        new EngineWish(
            engine.isEmpty() ? null : engine, restricted, "the endpoint " + getEndpointUri()),
        timeout > 0 ? Duration.ofMillis(timeout) : PythonProducer.UNBOUNDED);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "Code is called; it calls nobody: " + getEndpointUri() + " (expected: to, not from)");
  }
}
