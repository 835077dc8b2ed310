package io.noetl.camel.template.compile;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.template.UndefinedPolicy;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Activation;
import io.noetl.camel.template.runtime.Code;
import io.noetl.camel.template.runtime.Library;
import io.noetl.camel.template.runtime.Rendering;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Computes beforehand what depends on constants alone, as Jinja2 does. What fails is left for the
 * time when the template is used.
 */
final class Folding {
  private static final int MAX_TEXT = 100_000;
  private static final Random UNUSED = new Random(0);

  private final Library library;
  private final TemplateLimits limits;

  Folding(Library library, TemplateLimits limits) {
    this.library = library;
    this.limits =
        new TemplateLimits(
            Math.min(MAX_TEXT, limits.maxOutput()),
            Math.min(MAX_TEXT, limits.maxIterations()),
            limits.maxDepth(),
            limits.maxSource(),
            limits.maxNesting(),
            limits.cachedTemplates());
  }

  /** The value of an expression, if its parts are constant and it has one; else itself. */
  Code fold(Code code, boolean constantParts, Scope.Escaping escaping) {
    if (!constantParts || escaping == Scope.Escaping.DYNAMIC) {
      return code;
    }
    try {
      Object value = code.eval(activation(escaping));
      if (value instanceof Undefined undefined) {
        return new UndefinedConstant(code, undefined);
      }
      return Constant.hasLiteral(value) ? Constant.of(value) : code;
    } catch (PyError | StackOverflowError e) {
      return code;
    }
  }

  /** Constants to be used as values of parts. */
  static boolean areConstant(List<? extends @Nullable Code> parts) {
    return parts.stream().allMatch(part -> part == null || part instanceof Constant);
  }

  private Activation activation(Scope.Escaping escaping) {
    Rendering rendering =
        new Rendering(
            name -> Names.MISSING,
            UndefinedPolicy.STRICT,
            library,
            new Meter(limits),
            UNUSED,
            null);
    rendering.autoescape(escaping == Scope.Escaping.ON);
    return Activation.compiling(rendering);
  }
}
