package io.noetl.camel.template.python;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of one class, by name. */
final class MethodTable {
  private final Map<String, Method> methods = new HashMap<>();

  /** Adds a method; the signature begins with the class and its name. */
  MethodTable add(String signature, Method.Body body) {
    Signature parsed = Signature.of(signature);
    String name = parsed.function().substring(parsed.function().indexOf('.') + 1);
    methods.put(name, new Method(name, parsed, body));
    return this;
  }

  @Nullable Method get(String name) {
    return methods.get(name);
  }
}
