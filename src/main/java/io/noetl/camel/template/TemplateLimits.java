package io.noetl.camel.template;

/**
 * What one use of a template may take. Beyond a bound it ends with a {@code SecurityError} that
 * names the bound.
 *
 * @param maxOutput characters of one result and of any text on the way to it
 * @param maxIterations turns of loops, and items that filters and methods visit or make, together
 * @param maxDepth calls of macros and recursive loops inside each other, and levels of nested
 *     values that are printed
 * @param maxSource characters of a template
 * @param maxNesting brackets, operators and blocks inside each other in a template's source
 * @param cachedTemplates templates that an engine keeps compiled
 */
public record TemplateLimits(
    int maxOutput,
    long maxIterations,
    int maxDepth,
    int maxSource,
    int maxNesting,
    int cachedTemplates) {

  /** Bounds that no honest playbook meets: 64 MiB of text, 10 million iterations, 100 calls. */
  public static final TemplateLimits DEFAULT =
      new TemplateLimits(64 << 20, 10_000_000, 100, 4 << 20, 200, 10_000);

  /** Checks the bounds. */
  public TemplateLimits {
    positive("maxOutput", maxOutput);
    positive("maxIterations", maxIterations);
    positive("maxDepth", maxDepth);
    positive("maxSource", maxSource);
    positive("maxNesting", maxNesting);
    positive("cachedTemplates", cachedTemplates);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }
}
