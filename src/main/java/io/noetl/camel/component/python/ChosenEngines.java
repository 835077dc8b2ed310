package io.noetl.camel.component.python;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Chooses by the caller's profile, by the engine that it names and by what the code imports.
 * Engines are made when they are first chosen.
 */
public final class ChosenEngines implements PythonEngines, AutoCloseable {
  private final PythonInterpreter graalpy;
  private final Lazy<PythonInterpreter> restricted;
  private final Lazy<PythonInterpreter> cpython;
  private final Lazy<PythonInterpreter> auto;
  private final boolean learns;

  /**
   * Engines of which GraalPy runs what names no engine.
   *
   * @param graalpy the engine for trusted playbooks
   * @param restricted makes the engine for restricted ones
   * @param cpython makes the engine of worker processes
   */
  public ChosenEngines(
      PythonInterpreter graalpy,
      Supplier<PythonInterpreter> restricted,
      Supplier<PythonInterpreter> cpython) {
    this(graalpy, restricted, cpython, LearnedCosts.NONE, false);
  }

  /**
   * The same, which may choose by what code costs.
   *
   * @param costs what was measured before, and elsewhere
   * @param learns whether code that names no engine runs on the faster one, as with {@code auto}
   */
  public ChosenEngines(
      PythonInterpreter graalpy,
      Supplier<PythonInterpreter> restricted,
      Supplier<PythonInterpreter> cpython,
      LearnedCosts costs,
      boolean learns) {
    this.learns = learns;
    this.graalpy = graalpy;
    this.restricted = new Lazy<>(restricted);
    this.cpython = new Lazy<>(cpython);
    this.auto =
        new Lazy<>(() -> new AutoInterpreter(graalpy, this.cpython.get(), costs, System::nanoTime));
  }

  @Override
  public PythonInterpreter choose(EngineWish wish, PythonJob job) throws CodeException {
    String engine = wish.engine();
    String name = engine == null ? "" : engine.strip().toLowerCase(Locale.ROOT);
    if (wish.restricted()) {
      if (name.equals("cpython")) {
        throw new CodeException(
            "engine: cpython is not allowed for "
                + wish.caller()
                + ": the operator restricts it, and only graalpy can be restricted");
      }
      return restricted.get();
    }
    return switch (name) {
      case "graalpy" -> graalpy;
      case "cpython" -> cpython.get();
      case "" -> PythonImports.of(job).needNativeCode() ? cpython.get() : unnamed();
      case "auto" -> PythonImports.of(job).needNativeCode() ? cpython.get() : auto.get();
      default ->
          throw new CodeException("engine: " + engine + " (expected: graalpy, cpython or auto)");
    };
  }

  /** How each engine stands, by its name. */
  public Map<String, PythonFigures> figures() {
    return Map.of(
        "graalpy", graalpy.figures(),
        "restricted", figures(restricted),
        "cpython", figures(cpython));
  }

  private static PythonFigures figures(Lazy<PythonInterpreter> engine) {
    return engine.made().map(PythonInterpreter::figures).orElse(PythonFigures.NONE);
  }

  private PythonInterpreter unnamed() {
    return learns ? auto.get() : graalpy;
  }

  @Override
  public void close() {
    graalpy.close();
    restricted.ifMade(PythonInterpreter::close);
    cpython.ifMade(PythonInterpreter::close);
  }
}
