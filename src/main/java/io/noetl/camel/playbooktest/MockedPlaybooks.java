package io.noetl.camel.playbooktest;

import io.noetl.camel.component.playbook.PlaybookComponent;
import io.noetl.camel.component.playbook.PlaybookEndpoint;
import io.noetl.camel.component.step.RunExchange;
import io.noetl.camel.component.tool.ToolCaller;
import io.noetl.camel.execution.StepRun;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;

/** {@code playbook:} in tests: a child is started where the test wants that, else answered for. */
final class MockedPlaybooks extends PlaybookComponent {
  private final Predicate<StepRun> starts;
  private final ToolCaller caller;

  /**
   * The component.
   *
   * @param starts whether the child of a step is started
   * @param caller asks for the answer otherwise
   */
  MockedPlaybooks(Predicate<StepRun> starts, ToolCaller caller) {
    this.starts = starts;
    this.caller = caller;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    PlaybookEndpoint endpoint =
        new PlaybookEndpoint(uri, this, remaining) {
          @Override
          public Producer createProducer() {
            return new Chosen(this, super::createProducer);
          }
        };
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** Makes the real producer. */
  @FunctionalInterface
  private interface Real {
    Producer create();
  }

  private final class Chosen extends DefaultAsyncProducer {
    private final PlaybookEndpoint endpoint;
    private final Real real;

    Chosen(PlaybookEndpoint endpoint, Real real) {
      super(endpoint);
      this.endpoint = endpoint;
      this.real = real;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      StepRun step = RunExchange.step(exchange);
      if (!starts.test(step)) {
        step.finished(caller.call(step, endpoint.getPointer()));
        callback.done(true);
        return true;
      }
      // Each test has an engine of its own, so the producer is made anew.
      return ((AsyncProducer) real.create()).process(exchange, callback);
    }
  }
}
