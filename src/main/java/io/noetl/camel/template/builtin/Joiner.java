package io.noetl.camel.template.builtin;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Callable;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Signature;
import org.jspecify.annotations.Nullable;

/** {@code joiner(', ')}: nothing at the first call, then the separator. */
final class Joiner implements Callable {
  private static final Signature CALL = Signature.of("Joiner.__call__(self)");

  private final @Nullable Object separator;
  private boolean used;

  Joiner(@Nullable Object separator) {
    this.separator = separator;
  }

  @Override
  public @Nullable Object call(CallArguments arguments, Meter meter) {
    CALL.bind(arguments);
    if (used) {
      return separator;
    }
    used = true;
    return "";
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "sep" -> separator;
      case "used" -> used;
      default -> Names.MISSING;
    };
  }

  @Override
  public String typeName() {
    return "Joiner";
  }

  @Override
  public String typeModule() {
    return "jinja2.utils";
  }

  @Override
  public String repr() {
    return "<jinja2.utils.Joiner object at " + address() + ">";
  }
}
