package io.noetl.camel.template;

import io.noetl.camel.template.compile.CompiledProgram;
import io.noetl.camel.template.compile.References;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Ownership;
import io.noetl.camel.template.python.Plain;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Library;
import io.noetl.camel.template.runtime.Rendering;
import io.noetl.camel.template.syntax.SourceText;
import io.noetl.camel.template.syntax.Span;
import io.noetl.camel.template.syntax.StatementParser;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A template with tags. */
final class CompiledTemplate implements Template {

  /**
   * What the templates of an engine share.
   *
   * @param library the filters, tests and globals
   * @param limits the bounds
   * @param random where choices come from
   */
  record Shared(Library library, TemplateLimits limits, RandomGenerator random) {}

  private final String source;
  private final SourceText text;
  private final CompiledProgram program;
  private final Shared shared;

  CompiledTemplate(String source, SourceText text, CompiledProgram program, Shared shared) {
    this.source = source;
    this.text = text;
    this.program = program;
    this.shared = shared;
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public List<Reference> references() {
    int maxNesting = shared.limits().maxNesting();
    return References.in(text, new StatementParser(text, maxNesting).parse());
  }

  @Override
  public String render(Names names, UndefinedPolicy policy) {
    Object rendered = run(names, policy, program::render);
    return rendered == null ? "" : (String) rendered;
  }

  @Override
  public @Nullable Object valueOr(
      Names names, UndefinedPolicy policy, @Nullable Object whenUndefined) {
    return run(
        names,
        policy,
        rendering -> {
          Object value = program.value(rendering);
          if (value instanceof Undefined undefined) {
            if (undefined.isStrict()) {
              throw undefined.error();
            }
            return whenUndefined;
          }
          return Plain.of(value, rendering.meter());
        });
  }

  @Override
  public boolean test(Names names, UndefinedPolicy policy) {
    boolean lenient = policy != UndefinedPolicy.STRICT;
    Object truth =
        run(
            names,
            policy,
            rendering -> {
              try {
                return Conditions.isTrue(checked(program.value(rendering)), program.textTruth());
              } catch (PyError e) {
                if (lenient && e.is("UndefinedError")) {
                  return false;
                }
                throw e;
              }
            });
    return Boolean.TRUE.equals(truth);
  }

  private static @Nullable Object checked(@Nullable Object value) {
    if (value instanceof Undefined undefined && undefined.isStrict()) {
      throw undefined.error();
    }
    return value;
  }

  /** Uses the template once; whatever fails is an error with its place in the document. */
  private @Nullable Object run(
      Names names, UndefinedPolicy policy, Function<Rendering, @Nullable Object> use) {
    Rendering rendering =
        new Rendering(
            names,
            policy,
            shared.library(),
            new Meter(shared.limits()),
            shared.random(),
            program.changesData() ? new Ownership() : null);
    try {
      return use.apply(rendering);
    } catch (PyError e) {
      Span span = e.span() == null ? whole() : e.span();
      throw text.error(e.type(), e.message(), e.hint(), span);
    } catch (StackOverflowError e) {
      throw text.error("RecursionError", "maximum recursion depth exceeded", "", whole());
    } catch (ConcurrentModificationException e) {
      throw text.error(
          "RuntimeError",
          "dictionary changed size during iteration",
          "iterate over a copy",
          whole());
    }
  }

  private Span whole() {
    return new Span(0, text.text().length());
  }
}
