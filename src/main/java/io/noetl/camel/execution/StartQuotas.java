package io.noetl.camel.execution;

import java.util.Map;

/** Whether executions begin at once, as far as the quotas of their labels go. */
public interface StartQuotas {
  /** There are none. */
  StartQuotas NONE =
      new StartQuotas() {
        @Override
        public boolean holds(Map<String, String> labels) {
          return false;
        }

        @Override
        public boolean isWaitedFor() {
          return false;
        }
      };

  /**
   * Whether an execution waits until quotas let it in, be it for a moment.
   *
   * @throws Workload.QuotaFull when one has nothing left and refuses it
   */
  boolean holds(Map<String, String> labels);

  /** Whether an execution waits for a quota, so that the end of another may let it in. */
  boolean isWaitedFor();
}
