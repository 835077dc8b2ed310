package io.noetl.camel.template.runtime;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Callable;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Repr;
import io.noetl.camel.template.python.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A macro as a value, with the variables of where it was defined. */
public final class Macro implements Callable {

  /**
   * What a macro is made of.
   *
   * @param name its name; null for the caller of a call block
   * @param parameters the names of its parameters
   * @param caller whether its body asks for {@code caller} without having it as a parameter
   * @param kwargs whether its body asks for {@code kwargs}
   * @param varargs whether its body asks for {@code varargs}
   * @param body renders it with the values of the parameters, then caller, kwargs and varargs
   */
  public record Definition(
      @Nullable String name,
      List<String> parameters,
      boolean caller,
      boolean kwargs,
      boolean varargs,
      Body body) {}

  /** Renders a macro. */
  @FunctionalInterface
  public interface Body {
    /** The text; a value that is not given is {@link Names#MISSING}. */
    String render(List<@Nullable Object> values, Activation outer);
  }

  private final Definition definition;
  private final Activation outer;

  /** A macro. */
  public Macro(Definition definition, Activation outer) {
    this.definition = definition;
    this.outer = outer;
  }

  @Override
  public @Nullable Object call(CallArguments arguments, Meter meter) {
    boolean escaped = outer.rendering().autoescape();
    List<@Nullable Object> values = bind(arguments);
    meter.enter();
    String text = definition.body.render(values, outer);
    meter.leave();
    return escaped ? new Markup(text) : text;
  }

  private List<@Nullable Object> bind(CallArguments arguments) {
    List<String> parameters = definition.parameters;
    @Nullable Object[] given = arguments.positional();
    PyDict named = new PyDict(arguments.named());
    List<@Nullable Object> values = new ArrayList<>();
    boolean callerFound = given.length >= parameters.size() && parameters.contains("caller");
    for (int i = 0; i < parameters.size(); i++) {
      if (i < given.length) {
        values.add(given[i]);
      } else {
        String name = parameters.get(i);
        values.add(named.containsKey(name) ? named.remove(name) : Names.MISSING);
        callerFound |= name.equals("caller");
      }
    }
    if (definition.caller && !callerFound) {
      Object caller = named.remove("caller");
      values.add(caller == null ? outer.rendering().undefined("No caller defined") : caller);
    }
    if (definition.kwargs) {
      values.add(named);
    } else if (!named.isEmpty()) {
      throw unexpected(named);
    }
    if (definition.varargs) {
      int from = Math.min(given.length, parameters.size());
      values.add(new Tuple(Arrays.copyOfRange(given, from, given.length)));
    } else if (given.length > parameters.size()) {
      throw PyError.type(
          "macro "
              + Repr.of(definition.name)
              + " takes not more than "
              + parameters.size()
              + " argument(s)");
    }
    return values;
  }

  private PyError unexpected(PyDict named) {
    String macro = "macro " + Repr.of(definition.name);
    if (named.containsKey("caller")) {
      return PyError.type(
          macro
              + " was invoked with two values for the special caller argument. This is most"
              + " likely a bug.");
    }
    return PyError.type(
        macro + " takes no keyword argument " + Repr.of(named.firstEntry().getKey()));
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "name" -> definition.name;
      case "arguments" -> Tuple.copyOf(definition.parameters);
      case "catch_kwargs" -> definition.kwargs;
      case "catch_varargs" -> definition.varargs;
      case "caller" -> definition.caller;
      case "explicit_caller" -> definition.parameters.contains("caller");
      default -> Names.MISSING;
    };
  }

  @Override
  public String typeName() {
    return "Macro";
  }

  @Override
  public String typeModule() {
    return "jinja2.runtime";
  }

  @Override
  public String repr() {
    return "<Macro " + (definition.name == null ? "anonymous" : Repr.of(definition.name)) + ">";
  }
}
