package io.noetl.camel.tool.http;

import java.time.Duration;

/**
 * Bounds of the http tool.
 *
 * @param timeout how long a call may take where the step says nothing
 * @param connect how long connecting may take
 * @param responseBytes most bytes of a response's body, decompressed
 * @param connections most connections at once
 * @param connectionsPerHost most connections to one host
 */
public record HttpLimits(
    Duration timeout,
    Duration connect,
    int responseBytes,
    int connections,
    int connectionsPerHost) {

  /** 30 s, 10 s, 64 MiB, 400 connections, 100 of them to one host. */
  public static final HttpLimits DEFAULT =
      new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), 64 << 20, 400, 100);
}
