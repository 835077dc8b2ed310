package io.noetl.camel.template.runtime;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.UndefinedPolicy;
import io.noetl.camel.template.python.Attributes;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Ownership;
import io.noetl.camel.template.python.Undefined;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One use of a template: its data, its policy, and what it has counted. For one thread. */
public final class Rendering {
  private final Names names;
  private final UndefinedPolicy policy;
  private final Library library;
  private final Meter meter;
  private final RandomGenerator random;
  private final @Nullable Ownership ownership;
  private final Map<String, @Nullable Object> exported = new HashMap<>();
  private boolean autoescape;

  /**
   * A use of a template.
   *
   * @param ownership where the template changes data, so that it works on copies
   */
  public Rendering(
      Names names,
      UndefinedPolicy policy,
      Library library,
      Meter meter,
      RandomGenerator random,
      @Nullable Ownership ownership) {
    this.names = names;
    this.policy = policy;
    this.library = library;
    this.meter = meter;
    this.random = random;
    this.ownership = ownership;
  }

  /** The same use, in which some names have other values. */
  public Rendering derived(Map<String, @Nullable Object> locals) {
    Names both = name -> locals.containsKey(name) ? locals.get(name) : resolve(name);
    Rendering derived = new Rendering(both, policy, library, meter, random, null);
    derived.autoescape = autoescape;
    return derived;
  }

  /** The value of a name: set at the top level, of the context, or global; or missing. */
  public @Nullable Object resolve(String name) {
    if (!exported.isEmpty() && exported.containsKey(name)) {
      return exported.get(name);
    }
    Object value = names.get(name);
    if (Names.isMissing(value)) {
      Object global = library.global(name);
      return global == null ? Names.MISSING : global;
    }
    return ownership == null ? value : ownership.copy(value);
  }

  /** Notes a variable that the template set at its top level. */
  public void export(String name, @Nullable Object value) {
    exported.put(name, value);
  }

  /** {@code object.name}. */
  public @Nullable Object attribute(@Nullable Object object, String name) {
    return Attributes.get(object, name, policy);
  }

  /** {@code object[key]}. */
  public @Nullable Object item(@Nullable Object object, @Nullable Object key) {
    return Attributes.item(object, key, policy);
  }

  /** An undefined value with a reason. */
  public Undefined undefined(String hint) {
    return Undefined.because(policy, hint);
  }

  /** What undefined values do. */
  public UndefinedPolicy policy() {
    return policy;
  }

  /** The filters and tests. */
  public Library library() {
    return library;
  }

  /** What is counted. */
  public Meter meter() {
    return meter;
  }

  /** Where choices come from. */
  public RandomGenerator random() {
    return random;
  }

  /** Whether values are escaped for HTML at this point. */
  public boolean autoescape() {
    return autoescape;
  }

  /** Switches the escaping. */
  public void autoescape(boolean on) {
    autoescape = on;
  }
}
