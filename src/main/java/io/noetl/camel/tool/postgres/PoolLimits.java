package io.noetl.camel.tool.postgres;

import java.time.Duration;

/**
 * How many connections the tools may hold.
 *
 * @param pools most pools kept at once; a database beyond that gets connections of its own
 * @param connections most connections of one pool
 * @param idle after this time without use a pool is closed
 * @param patience how long a call waits for a connection
 */
public record PoolLimits(int pools, int connections, Duration idle, Duration patience) {

  /** 32 pools of 8 connections, closed after 10 minutes, waits of 30 seconds. */
  public static final PoolLimits DEFAULT =
      new PoolLimits(32, 8, Duration.ofMinutes(10), Duration.ofSeconds(30));
}
