package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class as a value: {@code value.__class__}. It tells its name and its ancestors, nothing more.
 *
 * @param module its module
 * @param name its name
 * @param bases its ancestors, the nearest first
 */
record TypeObject(String module, String name, List<TypeObject> bases) implements PyObject {
  private static final TypeObject OBJECT = new TypeObject("builtins", "object", List.of());

  static TypeObject of(@Nullable Object value) {
    String parent =
        switch (value) {
          case Boolean b -> "int";
          case Markup m -> "str";
          case GroupTuple g -> "tuple";
          case null, default -> "";
        };
    List<TypeObject> bases =
        parent.isEmpty()
            ? List.of(OBJECT)
            : List.of(new TypeObject("builtins", parent, List.of(OBJECT)), OBJECT);
    return new TypeObject(Types.module(value), Types.name(value), bases);
  }

  @Override
  public String typeName() {
    return "type";
  }

  @Override
  public String repr() {
    return "<class '" + (module.equals("builtins") ? "" : module + ".") + name + "'>";
  }

  @Override
  public @Nullable Object attribute(String attribute) {
    return switch (attribute) {
      case "__name__", "__qualname__" -> name;
      case "__module__" -> module;
      case "__mro__" -> {
        PyList line = new PyList();
        line.add(this);
        line.addAll(bases);
        yield Tuple.copyOf(line);
      }
      case "__bases__" -> bases.isEmpty() ? new Tuple() : new Tuple(bases.getFirst());
      case "__base__" -> bases.isEmpty() ? null : bases.getFirst();
      case "__class__" -> new TypeObject("builtins", "type", List.of(OBJECT));
      default -> Names.MISSING;
    };
  }

  @Override
  public boolean callable() {
    return true;
  }

  @Override
  public boolean equalTo(@Nullable Object other) {
    return equals(other);
  }

  @Override
  public int hash() {
    return hashCode();
  }
}
