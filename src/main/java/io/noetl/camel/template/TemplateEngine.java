package io.noetl.camel.template;

import io.noetl.camel.template.builtin.StandardLibrary;
import io.noetl.camel.template.compile.CompiledProgram;
import io.noetl.camel.template.syntax.SourceText;
import io.noetl.camel.template.syntax.Span;
import io.noetl.camel.template.syntax.StatementParser;
import io.noetl.camel.template.syntax.Stmt;
import io.noetl.camel.template.syntax.TemplateSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Compiles templates and keeps those that were used last. Thread-safe. */
public final class TemplateEngine {
  private final CompiledTemplate.Shared shared;
  private final TemplateCache cache;

  /** An engine with Jinja2's and NoETL's filters, tests and globals. */
  public TemplateEngine(TemplateLimits limits) {
    this(limits, Extensions.NONE, new SharedRandom());
  }

  /**
   * An engine that knows more.
   *
   * @param random where {@code random} and {@code lipsum} take their choices from; thread-safe
   */
  public TemplateEngine(TemplateLimits limits, Extensions extensions, RandomGenerator random) {
    this.shared =
        new CompiledTemplate.Shared(StandardLibrary.with(extensions, random), limits, random);
    this.cache = new TemplateCache(limits.cachedTemplates());
  }

  /**
   * Compiles a text. A text without <code>{{</code>, <code>{%</code> and <code>{#</code> is
   * constant.
   *
   * @throws TemplateError if it is not a template
   */
  public Template compile(String source, TemplateSource where) {
    return hasTags(source)
        ? cache.get(source, where, () -> compileTags(source, where))
        : ConstantTemplate.of(source);
  }

  /**
   * A JSON-like value with each text of it rendered, however deep it stands.
   *
   * @throws TemplateError if a text is no template, or can't be rendered
   */
  public @Nullable Object render(@Nullable Object value, Names names, UndefinedPolicy policy) {
    return switch (value) {
      case String text -> compile(text, TemplateSource.UNKNOWN).value(names, policy);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : list) {
          items.add(render(item, names, policy));
        }
        yield items;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach(
            (key, member) -> members.put(String.valueOf(key), render(member, names, policy)));
        yield members;
      }
      case null, default -> value;
    };
  }

  /** Whether a name means something in every template: {@code range}, {@code dict}. */
  public boolean isGlobal(String name) {
    return shared.library().global(name) != null;
  }

  private static boolean hasTags(String source) {
    for (int at = source.indexOf('{'); at >= 0; at = source.indexOf('{', at + 1)) {
      char next = at + 1 < source.length() ? source.charAt(at + 1) : 0;
      if (next == '{' || next == '%' || next == '#') {
        return true;
      }
    }
    return false;
  }

  private Template compileTags(String source, TemplateSource where) {
    SourceText text = SourceText.of(source, where);
    TemplateLimits limits = shared.limits();
    if (source.length() > limits.maxSource()) {
      throw text.error(
          "SecurityError",
          "a template of more than " + limits.maxSource() + " characters (limit: maxSource)",
          "keep data out of it",
          new Span(0, 0));
    }
    try {
      List<Stmt> statements = new StatementParser(text, limits.maxNesting()).parse();
      CompiledProgram program = CompiledProgram.of(text, statements, shared.library(), limits);
      return new CompiledTemplate(source, text, program, shared);
    } catch (TemplateSyntaxException e) {
      String message = e.getMessage();
      throw text.error(e.errorClass(), message == null ? "" : message, e.hint(), e.span());
    }
  }
}
