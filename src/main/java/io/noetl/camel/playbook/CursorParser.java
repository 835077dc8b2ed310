package io.noetl.camel.playbook;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code cursor} of a loop and how its frames run. */
final class CursorParser {
  private static final Set<String> CREDENTIALS =
      Set.of("kind", "claim", "auth", "credential", "credentials", "timeout");

  /** Advice about leases: rows of a claim that got lost are claimed again by the playbook's SQL. */
  private static final Set<String> ADVICE =
      Set.of(
          "max_seconds",
          "max_bytes",
          "lease_seconds",
          "heartbeat_seconds",
          "max_attempts",
          "retry_mode",
          "verify_ipc");

  private static final Set<String> OF_FRAME = Set.of("max_rows", "row_concurrency", "process");
  private static final Pattern WRITES =
      Pattern.compile(
          "\\b(update|delete|insert|merge|lock|call|select\\s+\\w+\\s*\\()",
          Pattern.CASE_INSENSITIVE);

  private final Problems problems;

  CursorParser(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a cursor.
   *
   * @param spec the loop's {@code spec}, which may have a {@code frame}
   */
  @Nullable Cursor parse(Fields loop, Fields spec) {
    Fields fields =
        Fields.of(
            loop.get("cursor"),
            loop.pointer("cursor"),
            "'cursor'",
            "Write `cursor: {kind: postgres, auth: name, claim: \"UPDATE … RETURNING …\"}`.",
            problems);
    if (fields == null) {
      return null;
    }
    fields.warnUnknown(ToolFields.cursor(CREDENTIALS), "'cursor'");
    String written = fields.text("kind");
    String kind = written == null ? "postgres" : written;
    if (!kind.equals("postgres")) {
      problems.error(
          "PB0284",
          fields.pointer("kind"),
          "A cursor of kind '" + kind + "' claims no rows.",
          "Write `kind: postgres`: rows are claimed in a transaction.");
      return null;
    }
    String claim = fields.text("claim");
    if (claim == null || claim.isBlank()) {
      problems.error(
          "PB0285",
          fields.has("claim") ? fields.pointer("claim") : fields.pointer(),
          "The cursor has no 'claim'.",
          "Write `claim: \"UPDATE … SET … WHERE id IN (SELECT … FOR UPDATE SKIP LOCKED LIMIT {{"
              + " __frame_max_rows }}) RETURNING …\"`.");
      return null;
    }
    if (!Dialects.isTemplate(claim) && !WRITES.matcher(claim).find()) {
      problems.warning(
          "PB0286",
          fields.pointer("claim"),
          "The claim marks no row: the next one would give the same rows, for ever.",
          "Write an UPDATE or a DELETE with RETURNING.");
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>(fields.map());
    config.remove("kind");
    if (config.get("options") instanceof Map) {
      config.remove("options");
    }
    return frame(new ToolSpec(kind, config, Map.of(), fields.pointer()), spec);
  }

  private Cursor frame(ToolSpec claim, Fields spec) {
    Fields frame = new Fields(spec.values("frame"), spec.pointer("frame"), problems);
    Set<String> known = new java.util.HashSet<>(OF_FRAME);
    known.addAll(ADVICE);
    frame.warnUnknown(known, "'loop.spec.frame'");
    return new Cursor(
        claim, amount(frame, "max_rows"), amount(frame, "row_concurrency"), process(frame));
  }

  private static Object amount(Fields frame, String key) {
    return Dialects.isTemplate(frame.get(key))
        ? String.valueOf(frame.get(key))
        : (Object) (long) frame.whole(key, 1, 1);
  }

  private Cursor.Unit process(Fields frame) {
    String written = frame.text("process");
    return switch (written == null ? "row" : written.toLowerCase(Locale.ROOT)) {
      case "row" -> Cursor.Unit.ROW;
      case "frame" -> Cursor.Unit.FRAME;
      default -> {
        problems.error(
            "PB0287",
            frame.pointer("process"),
            "Unknown 'process' of a frame: '" + written + "'.",
            "Write row, to run the body for each row, or frame, to run it for the list of them.");
        yield Cursor.Unit.ROW;
      }
    };
  }
}
