package io.noetl.camel.playbooktest;

import io.noetl.camel.store.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes coverage as JSON, or as lcov's tracefile over the lines of playbooks. */
public final class CoverageReport {
  private CoverageReport() {}

  /** Gives the coverage of each playbook as JSON. */
  public static String json(List<FileResult> results) {
    List<Map<String, Object>> playbooks = new ArrayList<>();
    for (Coverage coverage : covered(results)) {
      List<Map<String, Object>> arcs = new ArrayList<>();
      coverage
          .arcs()
          .forEach(
              (arc, times) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("from", arc.from());
                one.put("to", arc.to());
                one.put("pointer", arc.pointer());
                one.put("times", times);
                arcs.add(one);
              });
      Map<String, Object> playbook = new LinkedHashMap<>();
      playbook.put("file", coverage.file());
      playbook.put("steps_percent", coverage.stepsReached());
      playbook.put("arcs_percent", coverage.arcsTaken());
      playbook.put("steps", coverage.steps());
      playbook.put("arcs", arcs);
      playbooks.add(playbook);
    }
    return new Json().write(Map.of("playbooks", playbooks)) + "\n";
  }

  /** Gives the coverage of each playbook's lines and ways in lcov's format. */
  public static String lcov(List<FileResult> results) {
    StringBuilder text = new StringBuilder();
    for (Coverage coverage : covered(results)) {
      text.append("TN:\nSF:").append(coverage.file()).append('\n');
      Map<Integer, Integer> lines = coverage.lines();
      lines.forEach((line, times) -> text.append("DA:%d,%d%n".formatted(line, times)));
      long hit = lines.values().stream().filter(times -> times > 0).count();
      text.append("LF:%d%nLH:%d%nend_of_record%n".formatted(lines.size(), hit));
    }
    return text.toString();
  }

  private static List<Coverage> covered(List<FileResult> results) {
    return results.stream().flatMap(result -> result.coverage().stream()).toList();
  }
}
