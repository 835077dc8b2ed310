package io.noetl.camel.compiler;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a playbook with its templates compiled. Immutable, for any number of threads. */
public sealed interface CompiledValue {

  /**
   * The value. Undefined renders empty; a value that is one whole expression keeps its type.
   *
   * @throws io.noetl.camel.template.TemplateError when a template fails
   */
  @Nullable Object render(Names names);

  /** A value without templates. */
  record Constant(@Nullable Object value) implements CompiledValue {
    @Override
    public @Nullable Object render(Names names) {
      return value;
    }
  }

  /**
   * A text with a template.
   *
   * @param policy what an undefined name is
   */
  record Text(Template template, UndefinedPolicy policy) implements CompiledValue {
    @Override
    public @Nullable Object render(Names names) {
      return template.value(names, policy);
    }
  }

  /**
   * A text that is one bare reference, <code>{{ a.b.c }}</code>. As NoETL does, each hop is a key
   * first, so that {@code workload.items} is the workload's and not dict's method.
   */
  record Reference(List<String> path, Template template, UndefinedPolicy policy)
      implements CompiledValue {
    @Override
    public @Nullable Object render(Names names) {
      Object value = names.get(path.getFirst());
      for (String key : path.subList(1, path.size())) {
        if (!(value instanceof Map<?, ?> map) || !map.containsKey(key)) {
          return template.value(names, policy);
        }
        value = map.get(key);
      }
      return value instanceof Names.Missing ? template.value(names, policy) : value;
    }
  }

  /**
   * A text that is one whole <code>{{ … | tojson }}</code>: the value that the JSON stands for, as
   * NoETL gives it.
   */
  record Json(Template template, JsonReader json, UndefinedPolicy policy) implements CompiledValue {
    @Override
    public @Nullable Object render(Names names) {
      return json.read(template.render(names, policy));
    }
  }

  /**
   * Source code. Braces may be the code's own, so it is rendered only where it is a template all of
   * whose names are known.
   */
  record Code(Template template) implements CompiledValue {
    @Override
    public Object render(Names names) {
      boolean known =
          !template.references().isEmpty()
              && template.references().stream()
                  .noneMatch(r -> names.get(r.name()) instanceof Names.Missing);
      return known ? template.render(names, UndefinedPolicy.FORGIVING) : template.source();
    }
  }

  /** A map with templates somewhere in it. */
  record MapOf(Map<String, CompiledValue> members) implements CompiledValue {
    @Override
    public Map<String, @Nullable Object> render(Names names) {
      Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(members.size());
      members.forEach((key, value) -> map.put(key, value.render(names)));
      return map;
    }
  }

  /** A list with templates somewhere in it. */
  record ListOf(List<CompiledValue> items) implements CompiledValue {
    @Override
    public List<@Nullable Object> render(Names names) {
      List<@Nullable Object> list = new ArrayList<>(items.size());
      for (CompiledValue item : items) {
        list.add(item.render(names));
      }
      return list;
    }
  }
}
