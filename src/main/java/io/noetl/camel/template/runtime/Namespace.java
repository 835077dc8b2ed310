package io.noetl.camel.template.runtime;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.Dicts;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyObject;
import io.noetl.camel.template.python.Repr;
import org.jspecify.annotations.Nullable;

/** {@code namespace(a=1)}: an object whose attributes {@code set} can change. */
public final class Namespace implements PyObject {
  private final PyDict attributes;

  /** A namespace with attributes. */
  public Namespace(PyDict attributes) {
    this.attributes = attributes;
  }

  /** Sets an attribute. */
  public void set(String name, @Nullable Object value) {
    attributes.set(name, value);
  }

  /** The attributes. */
  public PyDict attributes() {
    return attributes;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return name.equals("__class__") ? Names.MISSING : Dicts.get(attributes, name);
  }

  @Override
  public String typeName() {
    return "Namespace";
  }

  @Override
  public String typeModule() {
    return "jinja2.utils";
  }

  @Override
  public String repr() {
    return "<Namespace " + Repr.of(attributes) + ">";
  }
}
