package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A value that plain Java has no type for. What it does not define fails as Python says. */
public interface PyObject {

  /** The name of its class. */
  String typeName();

  /** The module of its class. */
  default String typeModule() {
    return "builtins";
  }

  /** Python's {@code repr}. */
  String repr();

  /** Python's {@code str}. */
  default String str() {
    return repr();
  }

  /** Python's {@code bool}. */
  default boolean truth() {
    return true;
  }

  /** An attribute, or {@link Names#MISSING}. */
  default @Nullable Object attribute(String name) {
    return Names.MISSING;
  }

  /** Whether {@code [ ]} is defined. */
  default boolean subscriptable() {
    return false;
  }

  /** An item. */
  default @Nullable Object item(@Nullable Object key) {
    throw PyError.type("'" + typeName() + "' object is not subscriptable");
  }

  /** Whether {@code len} is defined. */
  default boolean sized() {
    return false;
  }

  /** Python's {@code len}. */
  default long length() {
    throw PyError.type("object of type '" + typeName() + "' has no len()");
  }

  /** Whether it can be iterated. */
  default boolean iterable() {
    return false;
  }

  /** Python's {@code iter}. */
  default Iterator<?> iterator() {
    throw PyError.type("'" + typeName() + "' object is not iterable");
  }

  /** Whether it can be called; those that can are {@link Callable}. */
  default boolean callable() {
    return this instanceof Callable;
  }

  /** The equality with another value. */
  @SuppressWarnings("ReferenceEquality") // as Python's object has it
  default boolean equalTo(@Nullable Object other) {
    return this == other;
  }

  /** The hash that goes with {@link #equalTo}. */
  default int hash() {
    return System.identityHashCode(this);
  }

  /** A made-up address for a repr that has one. */
  default String address() {
    return String.format("0x7f%010x", System.identityHashCode(this));
  }
}
