package io.noetl.camel.component.python;

import io.noetl.camel.tool.ComputeTime;
import io.noetl.camel.tool.StepLog;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of code, as an interpreter gets it.
 *
 * @param code the code
 * @param libs what to import under which name: alias to a module's name, or to {@code {from,
 *     import}}
 * @param args arguments, each of them a global of the code
 * @param context the names of the playbook, converted only where the code asks for them
 * @param environment environment variables that only this run sees
 * @param log where output goes, line by line
 * @param tenant whose code it is, a catalog path: the code of two tenants never runs in the same
 *     interpreter
 * @param time takes how long it runs
 */
public record PythonJob(
    PythonCode code,
    Map<String, @Nullable Object> libs,
    Map<String, @Nullable Object> args,
    Map<String, @Nullable Object> context,
    Map<String, String> environment,
    StepLog log,
    String tenant,
    ComputeTime time) {

  /** One of which nobody asks how long it runs. */
  public PythonJob(
      PythonCode code,
      Map<String, @Nullable Object> libs,
      Map<String, @Nullable Object> args,
      Map<String, @Nullable Object> context,
      Map<String, String> environment,
      StepLog log,
      String tenant) {
    this(code, libs, args, context, environment, log, tenant, new ComputeTime());
  }

  /** One of nobody in particular. */
  public PythonJob(
      PythonCode code,
      Map<String, @Nullable Object> libs,
      Map<String, @Nullable Object> args,
      Map<String, @Nullable Object> context,
      Map<String, String> environment,
      StepLog log) {
    this(code, libs, args, context, environment, log, "");
  }

  /** One without environment variables of its own. */
  public PythonJob(
      PythonCode code,
      Map<String, @Nullable Object> libs,
      Map<String, @Nullable Object> args,
      Map<String, @Nullable Object> context,
      StepLog log) {
    this(code, libs, args, context, Map.of(), log);
  }

  /** The same as the job of another tenant. */
  PythonJob withTenant(String other) {
    return new PythonJob(code, libs, args, context, environment, log, other, time);
  }

  /** The marshal form of what the runner's {@code run} takes. */
  Object request() {
    return java.util.Arrays.asList(
        code.text(), code.file(), code.firstLine(), libs, args, environment);
  }

  /** Marshal form of {@code [found, value]}: input, data, then the context itself. */
  Object lookup(String name) {
    for (String part : new String[] {"input", "data"}) {
      if (context.get(part) instanceof Map<?, ?> map && map.containsKey(name)) {
        return found(map.get(name));
      }
    }
    return context.containsKey(name)
        ? found(context.get(name))
        : java.util.Arrays.asList(false, null);
  }

  private static Object found(@Nullable Object value) {
    return java.util.Arrays.asList(true, value);
  }
}
