package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not there. A lenient one is empty, false and without items; whatever else is done
 * with it fails. With a strict one everything fails but asking whether it is defined.
 */
public final class Undefined implements PyObject {
  private final @Nullable String hint;
  private final @Nullable Object owner;
  private final @Nullable Object name;
  private final boolean strict;

  private Undefined(
      UndefinedPolicy policy,
      @Nullable String hint,
      @Nullable Object owner,
      @Nullable Object name) {
    this.strict = policy == UndefinedPolicy.STRICT;
    this.hint = hint;
    this.owner = owner;
    this.name = name;
  }

  /** A name that the context does not have. */
  public static Undefined name(UndefinedPolicy policy, String name) {
    return new Undefined(policy, null, Names.MISSING, name);
  }

  /** An attribute or item that a value does not have. */
  public static Undefined of(
      UndefinedPolicy policy, @Nullable Object owner, @Nullable Object name) {
    return new Undefined(policy, null, owner, name);
  }

  /** A value that is missing for another reason. */
  public static Undefined because(UndefinedPolicy policy, String hint) {
    return new Undefined(policy, hint, Names.MISSING, null);
  }

  /** The error of doing something with it. */
  public PyError error() {
    return new PyError("UndefinedError", message());
  }

  /** Whether it fails at everything. */
  public boolean isStrict() {
    return strict;
  }

  private String message() {
    if (hint != null) {
      return hint;
    }
    if (Names.isMissing(owner)) {
      return Repr.of(name) + " is undefined";
    }
    String type = Types.described(owner);
    return name instanceof String || name instanceof Markup
        ? Repr.of(type) + " has no attribute " + Repr.of(name)
        : type + " has no element " + Repr.of(name);
  }

  /** What stands for it as a key: all are equal. */
  Object key() {
    check();
    return Undefined.class;
  }

  private void check() {
    if (strict) {
      throw error();
    }
  }

  @Override
  public String typeName() {
    return strict ? "StrictUndefined" : "Undefined";
  }

  @Override
  public String typeModule() {
    return "jinja2.runtime";
  }

  @Override
  public String repr() {
    return "Undefined";
  }

  @Override
  public String str() {
    check();
    return "";
  }

  @Override
  public boolean truth() {
    check();
    return false;
  }

  @Override
  public @Nullable Object attribute(String attribute) {
    if (attribute.length() > 3 && attribute.startsWith("__") && attribute.endsWith("__")) {
      return Names.MISSING;
    }
    throw error();
  }

  @Override
  public boolean subscriptable() {
    return true;
  }

  @Override
  public @Nullable Object item(@Nullable Object key) {
    throw error();
  }

  @Override
  public boolean sized() {
    return true;
  }

  @Override
  public long length() {
    check();
    return 0;
  }

  @Override
  public boolean iterable() {
    return true;
  }

  @Override
  public Iterator<?> iterator() {
    check();
    return Collections.emptyIterator();
  }

  @Override
  public boolean callable() {
    return true;
  }

  @Override
  public boolean equalTo(@Nullable Object other) {
    check();
    return other instanceof Undefined undefined && undefined.strict == strict;
  }

  @Override
  public int hash() {
    check();
    return Undefined.class.hashCode();
  }
}
