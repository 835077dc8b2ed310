package io.noetl.camel.tool;

import io.noetl.camel.execution.net.OutboundGuard;
import java.util.List;

/** Guards of outgoing calls. */
public final class OutboundGuards {

  private OutboundGuards() {}

  /** The local default: everything but link-local and metadata addresses. */
  public static OutboundGuard local() {
    return new OutboundGuard(OutboundGuard.Names.SYSTEM, true, List.of(), host -> false);
  }
}
