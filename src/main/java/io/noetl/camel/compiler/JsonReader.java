package io.noetl.camel.compiler;

import org.jspecify.annotations.Nullable;

/** Reads JSON text into plain values. */
@FunctionalInterface
public interface JsonReader {
  /** The value: null, Boolean, Long, BigInteger, Double, String, List or Map. */
  @Nullable Object read(String json);
}
