package io.noetl.camel.testing;

import io.noetl.camel.execution.net.OutboundGuard;
import java.util.List;

/** Guards of outgoing calls, for tests. */
public final class Guards {

  private Guards() {}

  /** The local default: everything but link-local and metadata addresses. */
  public static OutboundGuard local() {
    return new OutboundGuard(OutboundGuard.Names.SYSTEM, true, List.of());
  }
}
