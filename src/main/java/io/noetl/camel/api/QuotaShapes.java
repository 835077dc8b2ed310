package io.noetl.camel.api;

import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.quota.Quota;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.quota.QuotaUse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Quotas as clients read them. */
public final class QuotaShapes {
  private static final String WAITS_FOR = "waits_for";

  private QuotaShapes() {}

  /** A quota, and what is used of it. */
  static Map<String, @Nullable Object> quota(QuotaUse use) {
    Quota quota = use.quota();
    Quota.PythonTime python = quota.python();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("label", quota.label().toString());
    shape.put("max_open", quota.mostOpen());
    shape.put("when_full", quota.whenFull().key());
    shape.put("python_seconds", python == null ? null : python.seconds());
    shape.put("per", python == null ? null : python.per().key());
    shape.put("open", use.open());
    shape.put("waiting", use.waiting());
    shape.put("python_seconds_used", python == null ? null : use.pythonSeconds());
    shape.put("period_ends", zulu(use.periodEnds()));
    shape.put("changed_at", zulu(use.changedAt()));
    shape.put("changed_by", use.changedBy());
    return shape;
  }

  /**
   * Says in the shape of an execution which quotas it waits for, and until when.
   *
   * @param status how it stands; only one that is PENDING may wait
   */
  public static void tellWaits(
      QuotaStore quotas, String status, long executionId, Map<String, @Nullable Object> shape) {
    if (status.equals("PENDING")) {
      List<QuotaUse> uses = quotas.waitedFor(executionId);
      if (!uses.isEmpty()) {
        shape.put(WAITS_FOR, uses.stream().map(QuotaShapes::waits).toList());
      }
    }
  }

  private static Map<String, @Nullable Object> waits(QuotaUse use) {
    boolean python = use.isPythonUsedUp();
    Quota.PythonTime time = use.quota().python();
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("quota", use.quota().label().toString());
    shape.put("full", use.free() == 0);
    shape.put("of", python ? "python_seconds" : "open");
    if (python && time != null) {
      shape.put("most", time.seconds());
      shape.put("used", use.pythonSeconds());
      shape.put("until", zulu(use.periodEnds()));
    } else {
      shape.put("most", use.quota().mostOpen());
      shape.put("used", use.open());
      shape.put("until", null);
    }
    shape.put("message", use.said());
    return shape;
  }

  private static @Nullable String zulu(@Nullable Instant time) {
    return time == null ? null : IsoTime.zulu(time.atOffset(ZoneOffset.UTC));
  }
}
