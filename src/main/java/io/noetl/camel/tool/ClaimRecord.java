package io.noetl.camel.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what a claim gives. */
@FunctionalInterface
public interface ClaimRecord {
  /**
   * Records rows, one of them at least; it returns when that is durable.
   *
   * @param rows maps of columns
   * @param transaction names the claim's transaction in its database; null when it wrote nothing
   * @throws java.util.concurrent.CompletionException when they can't be recorded
   */
  void record(List<?> rows, @Nullable String transaction);

  /**
   * Which owner of the execution claims, from 1: claims of those before may still be open in the
   * database, of a server that was stopped in the middle.
   */
  default long owner() {
    return 1;
  }
}
