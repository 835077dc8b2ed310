package io.noetl.camel.component.python;

import io.noetl.camel.component.message.MessageValues;
import io.noetl.camel.tool.Interruptible;
import io.noetl.camel.tool.StepLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the endpoint's code on each message. What it prints goes to the log {@code
 * io.noetl.camel.component.python.PythonProducer}: standard output at INFO, errors at WARN.
 */
class PythonProducer extends DefaultProducer {
  static final Duration UNBOUNDED = Duration.ofDays(3650);

  /** No catalog path has brackets: routes share interpreters with no playbook. */
  private static final String TENANT = "(camel)/routes/";

  private static final Logger LOG = LoggerFactory.getLogger(PythonProducer.class);

  private final PythonEngines engines;
  private final PythonCode code;
  private final EngineWish wish;
  private final Duration timeout;

  PythonProducer(
      PythonEndpoint endpoint,
      PythonEngines engines,
      PythonCode code,
      EngineWish wish,
      Duration timeout) {
    super(endpoint);
    this.engines = engines;
    this.code = code;
    this.wish = wish;
    this.timeout = timeout;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    PythonJob job = job(exchange);
    PythonInterpreter interpreter = engines.choose(wish, job);
    PythonOutcome outcome;
    try {
      outcome = Interruptible.run(() -> interpreter.run(job), timeout, Thread::interrupt);
    } catch (TimeoutException e) {
      throw new ExchangeTimedOutException(exchange, timeout.toMillis());
    }
    switch (outcome) {
      case PythonOutcome.Returned returned -> exchange.getMessage().setBody(returned.value());
      case PythonOutcome.Raised raised -> throw new PythonFailedException(raised, code);
    }
  }

  private PythonJob job(Exchange exchange) throws Exception {
    MessageValues values = MessageValues.of(exchange);
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("body", values.body());
    args.put("headers", values.headers());
    args.put("variables", values.variables());
    return new PythonJob(code, Map.of(), args, Map.of(), Map.of(), this::log, TENANT + code.file());
  }

  private void log(StepLog.Stream stream, String line) {
    if (stream == StepLog.Stream.STDERR) {
      LOG.warn("{}: {}", code.file(), line);
    } else {
      LOG.info("{}: {}", code.file(), line);
    }
  }
}
