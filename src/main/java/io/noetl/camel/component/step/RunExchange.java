package io.noetl.camel.component.step;

import io.noetl.camel.component.jinja.PointerExpressions;
import io.noetl.camel.execution.Claimer;
import io.noetl.camel.execution.LoopItem;
import io.noetl.camel.execution.Run;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.Token;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange of a playbook's route carries, by reference: the run, its token, the step that
 * it is in. Nothing of a playbook's data travels in headers.
 */
public final class RunExchange {
  private static final String RUN = "NoetlRun";
  private static final String TOKEN = "NoetlToken";
  private static final String STEP = "NoetlStep";

  private RunExchange() {}

  /** Makes an exchange carry a token of a run. */
  static void begin(Exchange exchange, Run run, Token token, PointerExpressions expressions) {
    exchange.setProperty(RUN, run);
    exchange.setProperty(TOKEN, token);
    exchange.setProperty(PointerExpressions.PROPERTY, expressions);
  }

  /** The run; null in a route that is not a playbook's. */
  static @Nullable Run run(Exchange exchange) {
    return exchange.getProperty(RUN, Run.class);
  }

  static Token token(Exchange exchange) {
    Token token = exchange.getProperty(TOKEN, Token.class);
    if (token == null) {
      throw new IllegalStateException("The exchange carries no token");
    }
    return token;
  }

  /**
   * The step that the exchange is in.
   *
   * @throws IllegalStateException outside of a step of a playbook
   */
  public static StepRun step(Exchange exchange) {
    StepRun step = exchange.getProperty(STEP, StepRun.class);
    if (step == null) {
      throw new IllegalStateException(
          "This endpoint has a pointer into a playbook, so it works in a playbook's route only");
    }
    return step;
  }

  /**
   * The claimer that the exchange was split for.
   *
   * @throws IllegalStateException outside of a loop over claimed rows
   */
  public static Claimer claimer(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof Claimer claimer) {
      return claimer;
    }
    throw new IllegalStateException("The exchange claims no rows");
  }

  static void enter(Exchange exchange, StepRun step) {
    exchange.setProperty(STEP, step);
  }

  /** The loop item that the exchange was split for; null outside of a loop. */
  static @Nullable LoopItem item(Exchange exchange) {
    return exchange.getMessage().getBody() instanceof LoopItem item ? item : null;
  }
}
