package io.noetl.camel.playbook;

import io.noetl.camel.playbook.PullSource.Missed;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the source of a subscription whose messages are fetched. Its fields stand below the name of
 * the source; those that NoETL has directly below {@code spec} are read there too.
 */
final class PullSourceParser {
  private static final int MOST = 5000;

  /** Each is fetched by itself. */
  private static final int MOST_MAILS = 50;

  /** The fields of each source. */
  static final Map<String, Set<String>> KEYS =
      Map.of(
          "schedule",
          Set.of("cron", "interval_seconds", "timezone", "missed_runs"),
          "file",
          Set.of(
              "folder", "bucket", "prefix", "auth", "include", "settled", "every", "content",
              "batch"),
          "database",
          Set.of("auth", "query", "key", "watermark", "from", "listen", "every", "batch"),
          "kafka",
          Set.of("auth", "brokers", "topic", "topics", "group", "from", "batch"),
          "nats",
          Set.of("auth", "stream", "consumer", "subject", "from", "batch"),
          "mail",
          Set.of("auth", "folder", "every", "batch"),
          "camel",
          Set.of("scheme", "path", "options"));

  /** What may stand directly below {@code spec}, as NoETL has it. */
  private static final Map<String, Set<String>> BESIDE =
      Map.of(
          "database",
          Set.of("auth"),
          "file",
          Set.of("auth"),
          "mail",
          Set.of("auth"),
          "kafka",
          Set.of("auth", "brokers", "topic", "topics", "group"),
          "nats",
          Set.of("auth", "stream", "consumer", "subject"));

  /** What others have for buckets. */
  private static final Map<String, String> OF_BUCKETS = ofBuckets();

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}");

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private static final Pattern NATS_NAME = Pattern.compile("[A-Za-z0-9_-]{1,200}");
  private static final Pattern SUBJECT = Pattern.compile("[^\\s.>]+(\\.[^\\s.>]+)*(\\.>)?|>");

  static final Set<String> SOURCES = KEYS.keySet();

  private final Problems problems;
  private final String path;
  private final Fields fields;
  private final String source;
  private final int runtimeBatch;
  private final Consumer<PullSource.Times> check;

  PullSourceParser(
      Fields spec,
      String path,
      String source,
      Problems problems,
      Consumer<PullSource.Times> check) {
    this.problems = problems;
    this.path = path;
    this.check = check;
    this.source = source;
    this.fields = fields(spec);
    Fields runtime = new Fields(spec.values("runtime"), spec.pointer("runtime"), problems);
    this.runtimeBatch = runtime.get("batch") == null ? 0 : runtime.whole("batch", 0, 1);
    fields.warnUnknown(
        KEYS.getOrDefault(source, Set.of()),
        "'" + source + "'",
        source.equals("file") ? OF_BUCKETS : Map.of());
  }

  private static Map<String, String> ofBuckets() {
    Map<String, String> cures = new LinkedHashMap<>();
    for (String key : List.of("region", "endpoint", "key_id", "secret_key", "access_key_id")) {
      cures.put(key, "It belongs into the credential that `auth` names.");
    }
    for (String key : List.of("action", "move_to", "moveTo", "delete", "delete_after_read")) {
      cures.put(
          key,
          "Remove it: objects stay where they are, and each is taken once. The playbook may delete"
              + " them.");
    }
    cures.put("uri", "Write `bucket: inbox, prefix: in/` for s3://inbox/in/.");
    cures.put("path", "Write `bucket: inbox, prefix: in/` for s3://inbox/in/, or `folder: /in`.");
    return Map.copyOf(cures);
  }

  /** What may stand below {@code spec} for a source. */
  static Set<String> keys(@Nullable String source) {
    if (source == null || !SOURCES.contains(source)) {
      return Set.of();
    }
    return Stream.concat(Stream.of(source), BESIDE.getOrDefault(source, Set.of()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Fields fields(Fields spec) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>(spec.values(source));
    boolean beside = false;
    for (String key : BESIDE.getOrDefault(source, Set.of())) {
      if (!own.containsKey(key) && spec.has(key)) {
        own.put(key, spec.get(key));
        beside = true;
      }
    }
    return new Fields(
        own, beside && !spec.has(source) ? spec.pointer() : spec.pointer(source), problems);
  }

  PullSource read() {
    return switch (source) {
      case "schedule" -> times();
      case "file" -> files();
      case "kafka" -> kafka();
      case "nats" -> nats();
      case "mail" -> mail();
      case "camel" -> camel();
      default -> rows();
    };
  }

  private PullSource times() {
    String cron = fields.text("cron");
    boolean interval = fields.get("interval_seconds") != null;
    if ((cron == null) == !interval) {
      problems.error(
          "PB0720",
          fields.pointer(),
          cron == null
              ? "The source 'schedule' says no times."
              : "'cron' and 'interval_seconds' both say times.",
          "Write `schedule: {cron: \"30 2 * * *\", timezone: Europe/Berlin}`, or"
              + " `schedule: {interval_seconds: 600}`.");
    }
    String missed =
        Optional.ofNullable(fields.text("missed_runs")).orElse("once").toUpperCase(Locale.ROOT);
    PullSource.Times times =
        new PullSource.Times(
            cron,
            interval ? fields.whole("interval_seconds", 1, 1) : 0,
            zone(),
            Missed.valueOf(choice("missed_runs", missed, List.of("ONCE", "SKIP", "ALL"))));
    try {
      check.accept(times);
    } catch (IllegalArgumentException e) {
      problems.error(
          "PB0721",
          fields.pointer("cron"),
          String.valueOf(e.getMessage()),
          "Write five fields, as \"30 2 * * *\", six with seconds in front, or @daily.");
    }
    return times;
  }

  private String zone() {
    String zone = Optional.ofNullable(fields.text("timezone")).orElse("UTC");
    try {
      return ZoneId.of(zone).getId();
    } catch (DateTimeException e) {
      problems.error(
          "PB0722",
          fields.pointer("timezone"),
          "'%s' is no time zone.".formatted(zone),
          "Write one as Europe/Berlin, or UTC.");
      return "UTC";
    }
  }

  private PullSource files() {
    String folder = fields.text("folder");
    String bucket = fields.text("bucket");
    boolean reads =
        choice(
                "content",
                Optional.ofNullable(fields.text("content")).orElse("none"),
                List.of("none", "text"))
            .equals("text");
    if (bucket != null) {
      return objects(bucket, reads);
    }
    if (folder == null || folder.isBlank()) {
      problems.error(
          "PB0723",
          fields.pointer("folder"),
          "The source 'file' needs the folder or the bucket that it looks into.",
          "Write `file: {folder: /data/inbox, include: \"*.csv\"}`: a folder at or below one of the"
              + " operator's `noetl.sources.folders`; or `file: {bucket: inbox, prefix: in/, auth:"
              + " CREDENTIAL}`.");
    }
    for (String key : List.of("prefix", "auth")) {
      if (fields.has(key)) {
        problems.error(
            "PB0736",
            fields.pointer(key),
            "'%s' is for a bucket, and this source looks into a folder.".formatted(key),
            "Remove it, or write `bucket: NAME` in place of `folder`.");
      }
    }
    return new PullSource.Files(
        folder == null ? "" : folder,
        Optional.ofNullable(fields.text("include")).orElse("*"),
        fields.number("settled", 2, 0),
        fields.number("every", 2, 0.1),
        reads,
        batch());
  }

  private PullSource objects(String bucket, boolean reads) {
    if (fields.has("folder")) {
      problems.error(
          "PB0736",
          fields.pointer("folder"),
          "The source 'file' names a folder and a bucket.",
          "Write one of them; what stands before the objects' names in a bucket is its `prefix`.");
    }
    if (!BUCKET.matcher(bucket).matches()) {
      problems.error(
          "PB0738",
          fields.pointer("bucket"),
          "'%s' is no name of a bucket.".formatted(bucket),
          "Write the name alone, and what stands behind it as prefix: `bucket: inbox, prefix: in/`"
              + " for s3://inbox/in/.");
    }
    String auth = fields.text("auth");
    if (auth == null) {
      problems.error(
          "PB0737",
          fields.pointer("auth"),
          "A bucket needs a credential (`auth`).",
          "Write `file: {bucket: inbox, auth: CREDENTIAL}` with a credential of type s3: key_id,"
              + " secret_key, region, endpoint.");
    }
    String prefix = Optional.ofNullable(fields.text("prefix")).orElse("").replaceFirst("^/+", "");
    return new PullSource.Objects(
        auth == null ? "" : auth,
        bucket,
        prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
        Optional.ofNullable(fields.text("include")).orElse("*"),
        fields.number("settled", 0, 0),
        fields.number("every", 10, 0.1),
        reads,
        batch());
  }

  private PullSource rows() {
    String query = fields.text("query");
    String auth = fields.text("auth");
    if (query == null || auth == null) {
      problems.error(
          "PB0724",
          fields.pointer(query == null ? "query" : "auth"),
          "The source 'database' needs a credential (`auth`) and a `query`.",
          "Write `database: {auth: pg_shop, query: \"SELECT id, total FROM orders WHERE id >"
              + " :watermark ORDER BY id LIMIT 500\", watermark: id, from: 0}`.");
    }
    String watermark = fields.text("watermark");
    List<String> key =
        fields.get("key") instanceof String one
            ? List.of(one)
            : fields.items("key").stream().map(String::valueOf).toList();
    if (key.isEmpty() && watermark == null) {
      problems.error(
          "PB0725",
          fields.pointer(),
          "Nothing tells one row of the query from another.",
          "Write `watermark: COLUMN` (it grows, and the query asks for those beyond :watermark), or"
              + " `key: COLUMN` for a query that takes its rows itself (UPDATE … RETURNING).");
    }
    if (watermark != null && !fields.has("from")) {
      problems.error(
          "PB0728",
          fields.pointer("watermark"),
          "Nothing says with which watermark it begins.",
          "Write `from: 0`, say, or `from: null` for a query that takes :watermark for NULL.");
    }
    String listen = fields.text("listen");
    if (listen != null && !NAME.matcher(listen).matches()) {
      problems.error(
          "PB0726",
          fields.pointer("listen"),
          "'%s' is no name of a channel.".formatted(listen),
          "Write the name in NOTIFY, of letters, digits and _.");
    }
    return new PullSource.Rows(
        auth == null ? "" : auth,
        query == null ? "" : query,
        key.isEmpty() && watermark != null ? List.of(watermark) : key,
        watermark,
        fields.get("from"),
        listen,
        fields.number("every", listen == null ? 5 : 60, 0.1),
        batch());
  }

  private PullSource kafka() {
    String auth = fields.text("auth");
    String brokers = list("brokers").isEmpty() ? null : String.join(",", list("brokers"));
    if (auth == null && brokers == null) {
      problems.error(
          "PB0729",
          fields.pointer(),
          "The source 'kafka' needs brokers.",
          "Write `kafka: {auth: CREDENTIAL, topic: orders}` with a credential that has"
              + " `bootstrap_servers`, or `brokers: \"kafka:9092\"`.");
    }
    List<String> topics = list(fields.has("topics") ? "topics" : "topic");
    if (topics.isEmpty() || !topics.stream().allMatch(topic -> TOPIC.matcher(topic).matches())) {
      problems.error(
          "PB0730",
          fields.pointer(fields.has("topics") ? "topics" : "topic"),
          topics.isEmpty()
              ? "The source 'kafka' needs a topic."
              : "Not each of '%s' is a name of a topic.".formatted(String.join(", ", topics)),
          "Write `topic: orders`, or `topics: [orders, refunds]`: letters, digits, `.`, `_` and"
              + " `-`.");
    }
    String from = Optional.ofNullable(fields.text("from")).orElse("earliest");
    return new PullSource.Kafka(
        auth,
        brokers,
        topics,
        Optional.ofNullable(fields.text("group")).orElse("noetl." + path.replace('/', '.')),
        choice("from", from, List.of("earliest", "latest")).equals("earliest"),
        batch());
  }

  private PullSource mail() {
    String auth = fields.text("auth");
    if (auth == null) {
      problems.error(
          "PB0735",
          fields.pointer("auth"),
          "The source 'mail' needs a credential (`auth`).",
          "Write `mail: {auth: mailbox}` with a credential of type imap: host, username,"
              + " password.");
    }
    return new PullSource.Mail(
        auth == null ? "" : auth,
        Optional.ofNullable(fields.text("folder")).orElse("INBOX"),
        fields.number("every", 30, 0.1),
        Math.min(batch(), MOST_MAILS));
  }

  private PullSource camel() {
    String scheme = fields.text("scheme");
    if (scheme == null) {
      problems.error(
          "PB0734",
          fields.pointer("scheme"),
          "The source 'camel' needs the `scheme` of a component.",
          "Write `camel: {scheme: ftp, path: host/inbox, options: {delete: true}}`: a component"
              + " that the operator opens (`noetl.sources.camel`).");
    }
    return new PullSource.Camel(
        scheme == null ? "" : scheme,
        Optional.ofNullable(fields.text("path")).orElse(""),
        fields.values("options"));
  }

  private PullSource nats() {
    String auth = fields.text("auth");
    String stream = fields.text("stream");
    if (auth == null || stream == null) {
      problems.error(
          "PB0731",
          fields.pointer(auth == null ? "auth" : "stream"),
          "The source 'nats' needs a credential (`auth`) and a `stream`.",
          "Write `nats: {auth: CREDENTIAL, stream: ORDERS, subject: orders.new}` with a credential"
              + " of type nats.");
    }
    String consumer =
        Optional.ofNullable(fields.text("consumer"))
            .orElse("noetl_" + path.replaceAll("[^A-Za-z0-9-]", "_"));
    for (String key : List.of("stream", "consumer")) {
      String name = key.equals("stream") ? stream : consumer;
      if (name != null && !NATS_NAME.matcher(name).matches()) {
        problems.error(
            "PB0732",
            fields.pointer(key),
            "'%s' is no name of a %s.".formatted(name, key),
            "Write letters, digits, `_` and `-`.");
      }
    }
    String subject = fields.text("subject");
    if (subject != null && !SUBJECT.matcher(subject).matches()) {
      problems.error(
          "PB0733",
          fields.pointer("subject"),
          "'%s' is no subject.".formatted(subject),
          "Write one as orders.new, orders.* or orders.>.");
    }
    String from = Optional.ofNullable(fields.text("from")).orElse("earliest");
    return new PullSource.Nats(
        auth == null ? "" : auth,
        stream == null ? "" : stream,
        consumer,
        subject,
        choice("from", from, List.of("earliest", "latest")).equals("earliest"),
        batch());
  }

  private List<String> list(String key) {
    return fields.get(key) instanceof List<?> items
        ? items.stream().map(String::valueOf).toList()
        : Optional.ofNullable(fields.text(key)).stream()
            .flatMap(text -> Stream.of(text.split(",")))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
  }

  private int batch() {
    int batch = fields.get("batch") == null ? 0 : fields.whole("batch", 0, 1);
    int asked = batch > 0 ? batch : runtimeBatch > 0 ? runtimeBatch : 500;
    return Math.min(asked, MOST);
  }

  private String choice(String key, String found, List<String> known) {
    if (known.contains(found)) {
      return found;
    }
    problems.error(
        "PB0727",
        fields.pointer(key),
        "'%s' is '%s'.".formatted(key, found.toLowerCase(Locale.ROOT)),
        "Write %s.".formatted(String.join(", ", known).toLowerCase(Locale.ROOT)));
    return known.getFirst();
  }
}
