package io.noetl.camel.api;

import io.noetl.camel.store.doctor.Examination;
import io.noetl.camel.store.doctor.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examines the service when it is asked. */
public class DoctorApi {
  private static final Logger LOG = LoggerFactory.getLogger(DoctorApi.class);

  private final List<Examination> examinations;
  private final ProcessFigures process;

  public DoctorApi(List<Examination> examinations, ProcessFigures process) {
    this.examinations = List.copyOf(examinations);
    this.process = process;
  }

  /** {@code GET /api/doctor}: each check with what was seen and what to do, the worst first. */
  public Object doctor(ApiRequest request) {
    request.require(Role.OPERATOR);
    List<Finding> findings = new ArrayList<>();
    examinations.forEach(examination -> findings.addAll(findings(examination)));
    findings.sort(Comparator.comparing(Finding::state).reversed());
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("server", process.name());
    reply.put("version", process.version());
    reply.put("status", findings.isEmpty() ? "ok" : name(findings.getFirst()));
    reply.put("findings", findings.stream().map(DoctorApi::shape).toList());
    return reply;
  }

  private static List<Finding> findings(Examination examination) {
    try {
      return examination.examine();
    } catch (RuntimeException e) {
      LOG.warn("{} failed", examination.getClass().getSimpleName(), e);
      return List.of(
          Finding.wrong(
              "doctor",
              examination.getClass().getSimpleName() + " failed: " + e.getClass().getSimpleName(),
              "The server's log has the trace."));
    }
  }

  private static Map<String, @Nullable Object> shape(Finding finding) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("check", finding.check());
    shape.put("state", name(finding));
    shape.put("said", finding.said());
    shape.put("cure", finding.cure());
    return shape;
  }

  private static String name(Finding finding) {
    return finding.state().name().toLowerCase(Locale.ROOT);
  }
}
