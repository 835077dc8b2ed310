package io.noetl.camel.template.runtime;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Callable;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Signature;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as a value: a global, or a method of one of Jinja2's own objects.
 *
 * @param type its class
 * @param text its repr
 * @param signature its parameters
 * @param body what it does
 * @param attributes functions that hang on it
 */
public record NativeFunction(
    String type, String text, Signature signature, Body body, Map<String, Object> attributes)
    implements Callable {

  /** What it does with the bound arguments. */
  @FunctionalInterface
  public interface Body {
    /** Calls it. */
    @Nullable Object call(@Nullable Object[] arguments, Meter meter);
  }

  /** A plain function, whose name the signature tells. */
  public static NativeFunction of(String type, String signature, Body body) {
    Signature parsed = Signature.of(signature);
    return new NativeFunction(
        type, "<" + type + " " + parsed.function() + ">", parsed, body, Map.of());
  }

  /** A class that can be called. */
  public static NativeFunction ofClass(String name, String signature, Body body) {
    return new NativeFunction(
        "type", "<class '" + name + "'>", Signature.of(signature), body, Map.of());
  }

  @Override
  public @Nullable Object call(CallArguments arguments, Meter meter) {
    return body.call(signature.bind(arguments), meter);
  }

  @Override
  public @Nullable Object attribute(String name) {
    return attributes.getOrDefault(name, Names.MISSING);
  }

  @Override
  public String typeName() {
    return type;
  }

  @Override
  public String repr() {
    return text;
  }

  @Override
  public boolean equalTo(@Nullable Object other) {
    return equals(other);
  }
}
