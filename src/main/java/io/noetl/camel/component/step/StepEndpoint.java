package io.noetl.camel.component.step;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Begin a route with a step of a playbook, or go to one. */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "step",
    title = "NoETL Step",
    syntax = "step:playbook",
    category = {Category.WORKFLOW})
public class StepEndpoint extends DefaultEndpoint {

  @UriPath(description = "The catalog id of the playbook")
  @Metadata(required = true)
  private final String playbook;

  @UriParam(description = "JSON pointer of the step in the playbook")
  @Metadata(required = true)
  private String pointer = "";

  public StepEndpoint(String uri, StepComponent component, String playbook) {
    super(uri, component);
    this.playbook = playbook;
  }

  /** The catalog id of the playbook. */
  public String getPlaybook() {
    return playbook;
  }

  public String getPointer() {
    return pointer;
  }

  /** JSON pointer of the step: {@code /workflow/3}. */
  public void setPointer(String pointer) {
    this.pointer = pointer;
  }

  int step() {
    return Integer.parseInt(pointer.substring(pointer.lastIndexOf('/') + 1));
  }

  String address() {
    return address(playbook, pointer);
  }

  static String address(String playbook, String pointer) {
    return playbook + pointer;
  }

  @Override
  public Producer createProducer() {
    return new StepProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new StepConsumer(this, processor);
  }
}
