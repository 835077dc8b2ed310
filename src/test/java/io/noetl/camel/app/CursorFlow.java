package io.noetl.camel.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A queue that a cursor loop drains, made by chance, with what has to come of it: its rows, who
 * claims them, how many at once, which of them fail at which task.
 *
 * @param rows how many there are
 * @param frame how many a claim takes
 * @param claimers how many claim
 * @param atOnce how many rows of a frame are worked on at once
 * @param whole whether the body runs once for a frame; its rows do not fail then
 * @param tasks what is done for a row
 * @param bestEffort whether failed rows fail the step
 */
record CursorFlow(
    int rows,
    int frame,
    int claimers,
    int atOnce,
    boolean whole,
    List<Task> tasks,
    boolean bestEffort) {

  /** What a task does with some rows: those whose number leaves no rest. */
  enum Decision {
    CONTINUE,
    BREAK,
    RETRY,
    FAIL
  }

  /**
   * One task.
   *
   * @param every which rows the decision is for; others go on
   */
  record Task(Decision decision, int every) {}

  /**
   * What comes of it.
   *
   * @param seen how often a row was written, by number of rows
   * @param reached how many rows came to the end of the list
   */
  record Verdict(
      String status, long rows, long success, long failed, Map<Long, Long> seen, long reached) {}

  static CursorFlow of(Random random) {
    boolean whole = random.nextInt(4) == 0;
    List<Task> tasks = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      tasks.add(
          new Task(
              whole
                  ? Decision.CONTINUE
                  : Decision.values()[random.nextInt(Decision.values().length)],
              2 + random.nextInt(6)));
    }
    return new CursorFlow(
        random.nextInt(14),
        1 + random.nextInt(5),
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        whole,
        tasks,
        random.nextBoolean());
  }

  /** The playbook, as YAML, over a table of its own. */
  String playbook(String path, String table) {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: drained, path: %s}
        workflow:
          - step: start
            tool:
              kind: postgres
              auth: pg
              command: |
                CREATE TABLE %s (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new', seen int NOT NULL DEFAULT 0,
                                 reached boolean NOT NULL DEFAULT false);
                INSERT INTO %s (id) SELECT generate_series(1, %d);
            next: {arcs: [{step: work}]}
          - step: work
        """
            .formatted(path, table, table, rows));
    if (bestEffort) {
      yaml.append("    spec: {policy: {failure: {mode: best_effort}}}\n");
    }
    yaml.append(
        """
            loop:
              cursor:
                kind: postgres
                auth: pg
                claim: |
                  UPDATE %s SET state = 'claimed'
                   WHERE id IN (SELECT id FROM %s WHERE state = 'new' ORDER BY id
                                LIMIT {{ __frame_max_rows }} FOR UPDATE SKIP LOCKED)
                  RETURNING id
              iterator: row
              spec: {mode: cursor, max_in_flight: %d, frame: {max_rows: %d, row_concurrency: %d, process: %s}}
            tool:
              - name: note
                kind: postgres
                auth: pg
                command: "UPDATE %s SET seen = seen + 1 WHERE id IN (%s)"
        """
            .formatted(
                table,
                table,
                claimers,
                frame,
                atOnce,
                whole ? "frame" : "row",
                table,
                whole ? "{{ iter.row | map(attribute='id') | join(', ') }}" : "{{ iter.row.id }}"));
    for (int i = 0; i < tasks.size(); i++) {
      yaml.append("      - {name: t").append(i).append(", kind: noop, spec: {policy: {rules: [");
      yaml.append(rule(tasks.get(i))).append("]}}}\n");
    }
    yaml.append(
        """
              - name: end_of_list
                kind: postgres
                auth: pg
                command: "UPDATE %s SET reached = true WHERE id IN (%s)"
            next: {arcs: [{step: after, when: "{{ event.name == 'loop.done' }}"}]}
          - step: after
            tool: {kind: noop, result: {rows: "{{ work.rows }}", success: "{{ work.stats.success }}", failed: "{{ work.stats.failed }}"}}
        """
            .formatted(
                table,
                whole ? "{{ iter.row | map(attribute='id') | join(', ') }}" : "{{ iter.row.id }}"));
    return yaml.toString();
  }

  private static String rule(Task task) {
    String some = "{when: \"{{ iter.row.id %% %d == 0 }}\", then: {do: ".formatted(task.every());
    return switch (task.decision()) {
      case CONTINUE -> "{else: {then: {do: continue}}}";
      case BREAK -> some + "break}}";
      case FAIL -> some + "fail}}";
      case RETRY ->
          "{when: \"{{ iter.row.id %% %d == 0 and _attempt < 3 }}\", then: {do: retry, attempts: 4, delay: 0}}"
              .formatted(task.every());
    };
  }

  /** What has to come of it, row by row. */
  Verdict expected() {
    long failed = 0;
    long reached = 0;
    for (int id = 1; id <= rows; id++) {
      Decision last = last(id);
      failed += last == Decision.FAIL ? 1 : 0;
      reached += last == Decision.CONTINUE ? 1 : 0;
    }
    Map<Long, Long> seen = new TreeMap<>();
    if (rows > 0) {
      seen.put(1L, (long) rows);
    }
    return new Verdict(
        failed > 0 && !bestEffort ? "FAILED" : "COMPLETED",
        rows,
        rows - failed,
        failed,
        seen,
        reached);
  }

  private Decision last(int id) {
    for (Task task : tasks) {
      boolean stops = task.decision() == Decision.BREAK || task.decision() == Decision.FAIL;
      if (stops && id % task.every() == 0) {
        return task.decision();
      }
    }
    return Decision.CONTINUE;
  }
}
