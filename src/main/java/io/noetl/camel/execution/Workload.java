package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.CompiledValue;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.store.Storable;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an execution begins with: the playbook's workload, its templates rendered
 * once, overlaid by the payload, which is data and is never rendered; and the keychain.
 */
public final class Workload {
  private final KeychainSource keychain;

  public Workload(KeychainSource keychain) {
    this.keychain = keychain;
  }

  /** What an execution begins with. */
  record Prepared(Map<String, @Nullable Object> workload, Map<String, @Nullable Object> keychain) {}

  Prepared prepare(RunInfo info, CompiledPlaybook compiled, Map<String, @Nullable Object> payload) {
    Map<String, @Nullable Object> workload = new LinkedHashMap<>(compiled.playbook().workload());
    workload.putAll(payload);
    for (String key : compiled.playbook().workload().keySet()) {
      if (!payload.containsKey(key)) {
        // one that names itself means what the start gives, which is nothing here
        Map<String, @Nullable Object> others = new LinkedHashMap<>(workload);
        others.remove(key);
        Object value = render(compiled, key, new StepNames(new Variables(others), info.names()));
        workload.put(key, Storable.described(value));
      }
    }
    Names names = new StepNames(new Variables(workload), info.names());
    return new Prepared(workload, keychain.resolve(info, compiled, names));
  }

  /** The keychain of an execution that goes on. */
  Map<String, @Nullable Object> keychain(
      RunInfo info, CompiledPlaybook compiled, Variables variables) {
    return keychain.resolve(info, compiled, new StepNames(variables, info.names()));
  }

  private static @Nullable Object render(CompiledPlaybook compiled, String key, Names names) {
    CompiledValue all = compiled.expressions().map("/workload");
    CompiledValue value =
        all instanceof CompiledValue.MapOf map
            ? map.members().get(key)
            : new CompiledValue.Constant(compiled.playbook().workload().get(key));
    try {
      return value == null ? null : value.render(names);
    } catch (TemplateError e) {
      if (e.isUndefined()) {
        return "";
      }
      throw new StartRefused(
          "The workload's '"
              + key
              + "' can't be rendered ("
              + SourceMap.child("/workload", key)
              + "): "
              + e.getMessage());
    }
  }

  /** Resolves the keychain section of a playbook. */
  @FunctionalInterface
  public interface KeychainSource {
    /** The entries by name; those that fail make the start fail. */
    Map<String, @Nullable Object> resolve(RunInfo info, CompiledPlaybook compiled, Names names);

    /** For playbooks without a keychain. */
    KeychainSource NONE = (info, compiled, names) -> Map.of();
  }

  /** An execution that can't begin, with the reason for a person. */
  public static sealed class StartRefused extends RuntimeException
      permits NotNow, KeyTaken, QuotaFull {
    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
      super(message);
    }
  }

  /** An execution that can't begin because another one has its business key and is open. */
  public static final class KeyTaken extends StartRefused {
    private static final long serialVersionUID = 1L;

    private final long executionId;

    /**
     * A refusal.
     *
     * @param executionId the open one
     */
    public KeyTaken(String message, long executionId) {
      super(message);
      this.executionId = executionId;
    }

    /** The open one. */
    public long executionId() {
      return executionId;
    }
  }

  /** An execution that can't begin because a quota has nothing left for it. */
  public static final class QuotaFull extends StartRefused {
    private static final long serialVersionUID = 1L;

    private final String quota;

    /**
     * A refusal.
     *
     * @param quota the label that has it
     */
    public QuotaFull(String message, String quota) {
      super(message);
      this.quota = quota;
    }

    /** The label that has the quota. */
    public String quota() {
      return quota;
    }
  }

  /** An execution that can't begin because something else does not answer: it may later. */
  public static final class NotNow extends StartRefused {
    private static final long serialVersionUID = 1L;

    public NotNow(String message) {
      super(message);
    }
  }
}
