package io.noetl.camel.playbook;

import java.util.HashSet;
import java.util.LinkedHashSet;
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

/** Reads and checks a document of {@code kind: Subscription}: all its problems in one report. */
public final class SubscriptionParser {
  private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED");
  private static final Set<String> SOURCES =
      Stream.concat(Stream.of("webhook", "execution"), PullSourceParser.SOURCES.stream())
          .collect(Collectors.toUnmodifiableSet());
  // NoETL's, which this server does not read from.
  private static final Set<String> OTHER_SOURCES = Set.of("pubsub");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,80}");
  private static final String BODY = "{body}";

  private final Problems problems;
  private final Consumer<PullSource.Times> times;

  private SubscriptionParser(Problems problems, Consumer<PullSource.Times> times) {
    this.problems = problems;
    this.times = times;
  }

  /** Whether a document says that it is a subscription. */
  public static boolean isSubscription(String text) {
    return DocumentKind.of(text).filter("Subscription"::equals).isPresent();
  }

  /**
   * Reads a document.
   *
   * @param text YAML
   * @param file the name to print for it
   */
  public static ParsedSubscription parse(String text, String file) {
    return parse(text, file, times -> {});
  }

  /**
   * Reads a document.
   *
   * @param text YAML
   * @param file the name to print for it
   * @param times throws an {@link IllegalArgumentException} for a cron expression that is none
   */
  public static ParsedSubscription parse(
      String text, String file, Consumer<PullSource.Times> times) {
    SourceMap source = new SourceMap(file, text.lines().toList());
    Problems problems = new Problems(source);
    Object root = YamlReader.read(text, source, problems);
    Fields fields =
        problems.hasErrors()
            ? null
            : Fields.of(
                root,
                "",
                "A subscription",
                "Begin with `apiVersion: noetl.io/v2` and `kind: Subscription`.",
                problems);
    Subscription read =
        fields == null ? null : new SubscriptionParser(problems, times).document(fields);
    return new ParsedSubscription(
        problems.hasErrors() ? Optional.empty() : Optional.ofNullable(read), problems.all());
  }

  private @Nullable Subscription document(Fields fields) {
    fields.warnUnknown(Set.of("apiVersion", "kind", "metadata", "spec"), "a subscription");
    Fields metadata = below(fields, "metadata");
    String path = metadata.text("path") == null ? metadata.text("name") : metadata.text("path");
    if (path == null || !CatalogPath.isValid(path)) {
      problems.error(
          "PB0701",
          metadata.pointer(path == null ? "name" : "path"),
          "A subscription needs a path of the catalog (%s).".formatted(CatalogPath.EXPECTED),
          "Write `metadata: {name: orders, path: hooks/orders}`.");
      return null;
    }
    if (!(fields.get("spec") instanceof Map)) {
      problems.error(
          "PB0702",
          fields.pointer("spec"),
          "A subscription needs a `spec`.",
          "Write `spec: {source: webhook, dispatch: {playbook: sales/order}}`.");
      return null;
    }
    Fields spec = below(fields, "spec");
    spec.warnUnknown(known(spec.text("source")), "'spec' of a subscription");
    Subscription.Source source = source(spec, path);
    Subscription.Dispatch dispatch = dispatch(spec, spec.text("source"));
    return source == null || dispatch == null
        ? null
        : new Subscription(path, source, dispatch, dedup(spec), limits(spec), continuous(spec));
  }

  /** What may stand below {@code spec}. */
  static Set<String> known(@Nullable String source) {
    Set<String> known =
        new HashSet<>(
            Set.of(
                "source",
                "mode",
                "activation",
                "ingress",
                "dispatch",
                "dedup",
                "limits",
                "execution",
                "runtime",
                "headers",
                "desc",
                "description"));
    known.addAll(PullSourceParser.keys(source));
    return known;
  }

  private Subscription.@Nullable Source source(Fields spec, String path) {
    String source = spec.text("source");
    if ("webhook".equals(source)) {
      return webhook(spec, path);
    }
    if ("execution".equals(source)) {
      return execution(spec);
    }
    if (source != null && PullSourceParser.SOURCES.contains(source)) {
      return new PullSourceParser(spec, path, source, problems, times).read();
    }
    boolean other = source != null && OTHER_SOURCES.contains(source);
    problems.error(
        "PB0703",
        spec.pointer("source"),
        source == null
            ? "A subscription needs a `source`."
            : other
                ? "This server takes no messages from '%s'.".formatted(source)
                : "Unknown source '%s'.".formatted(source),
        other
            ? "Let a Camel route of the operator's bring them (docs/triggers.md), or send them to a"
                + " webhook."
            : source == null
                ? "Write `source: webhook` or `source: execution`."
                : Nearest.hint(source, SOURCES));
    return null;
  }

  private Subscription.Source webhook(Fields spec, String path) {
    Fields ingress = below(spec, "ingress");
    ingress.warnUnknown(
        Set.of("path", "gateway_path", "methods", "verify", "answer", "timeout"), "'ingress'");
    String below =
        ingress.text("path") == null ? ingress.text("gateway_path") : ingress.text("path");
    String hook = below == null ? path : below.replaceFirst("^/+", "");
    if (!CatalogPath.isValid(hook)) {
      problems.error(
          "PB0704",
          ingress.pointer("path"),
          "The path '%s' is none that a webhook may have (%s)."
              .formatted(CatalogPath.shown(hook), CatalogPath.EXPECTED),
          "Write what stands behind /api/hooks/, as `path: orders`.");
    }
    for (Object method : ingress.items("methods")) {
      if (!"POST".equalsIgnoreCase(String.valueOf(method))) {
        problems.error(
            "PB0705",
            ingress.pointer("methods"),
            "A webhook takes no %s.".formatted(method),
            "Write `methods: [POST]`, or leave it out.");
      }
    }
    String answer = Optional.ofNullable(ingress.text("answer")).orElse("accepted");
    if (!Set.of("accepted", "result").contains(answer)) {
      problems.error(
          "PB0706",
          ingress.pointer("answer"),
          "'answer' is '%s'.".formatted(answer),
          "Write accepted: the sender gets the execution's id at once; or result: it waits for the"
              + " result.");
    }
    return new Subscription.Webhook(
        hook,
        verification(ingress),
        answer.equals("result"),
        Math.min(ingress.number("timeout", 30, 0.1), 300));
  }

  private Subscription.Verification verification(Fields ingress) {
    if (ingress.get("verify") == null) {
      return new Subscription.ApiKey();
    }
    Fields verify = below(ingress, "verify");
    String type = Optional.ofNullable(verify.text("type")).orElse("");
    return switch (type) {
      case "none" -> {
        verify.warnUnknown(Set.of("type"), "'verify'");
        problems.warning(
            "PB0711",
            verify.pointer("type"),
            "Whoever reaches the server may start this playbook.",
            "Write `type: hmac_sha256` or `type: bearer`, or leave `verify` out for a key of this"
                + " server.");
        yield new Subscription.Nobody();
      }
      case "bearer" -> {
        verify.warnUnknown(Set.of("type", "credential", "secret"), "'verify'");
        yield new Subscription.Bearer(credential(verify));
      }
      case "hmac_sha256" -> hmac(verify);
      case "api_key" -> new Subscription.ApiKey();
      default -> {
        problems.error(
            "PB0707",
            verify.pointer("type"),
            "Unknown way '%s' to verify a sender.".formatted(type),
            Nearest.hint(type, Set.of("hmac_sha256", "bearer", "api_key", "none")));
        yield new Subscription.ApiKey();
      }
    };
  }

  private Subscription.Verification hmac(Fields verify) {
    verify.warnUnknown(
        Set.of(
            "type",
            "credential",
            "secret",
            "header",
            "prefix",
            "encoding",
            "signed",
            "timestamp_header",
            "tolerance"),
        "'verify'");
    String header = Optional.ofNullable(verify.text("header")).orElse("X-Hub-Signature-256");
    String stamp = verify.text("timestamp_header");
    for (String name : stamp == null ? List.of(header) : List.of(header, stamp)) {
      if (!HEADER.matcher(name).matches()) {
        problems.error(
            "PB0708",
            verify.pointer(name.equals(header) ? "header" : "timestamp_header"),
            "'%s' is no name of a header.".formatted(name),
            "Write a name as X-Signature.");
      }
    }
    String signed =
        Optional.ofNullable(verify.text("signed"))
            .orElse(stamp == null ? BODY : "{timestamp}." + BODY);
    if (!signed.contains(BODY) || (signed.contains("{timestamp}") && stamp == null)) {
      problems.error(
          "PB0709",
          verify.pointer("signed"),
          signed.contains(BODY)
              ? "'signed' has {timestamp}, and there is no `timestamp_header`."
              : "'signed' has no {body}: a signature would fit every message.",
          "Write what the sender signs, as `signed: \"v0:{timestamp}:{body}\"`.");
    }
    String encoding = Optional.ofNullable(verify.text("encoding")).orElse("hex");
    if (!Set.of("hex", "base64").contains(encoding)) {
      problems.error(
          "PB0710",
          verify.pointer("encoding"),
          "'encoding' is '%s'.".formatted(encoding),
          "Write hex or base64.");
    }
    String prefix = verify.text("prefix");
    return new Subscription.Hmac(
        credential(verify),
        header,
        prefix == null ? (header.equals("X-Hub-Signature-256") ? "sha256=" : "") : prefix,
        encoding.equals("base64"),
        signed,
        stamp,
        (long) verify.number("tolerance", 300, 1));
  }

  private String credential(Fields verify) {
    String name =
        verify.text("credential") == null ? verify.text("secret") : verify.text("credential");
    if (name == null || name.isBlank()) {
      problems.error(
          "PB0712",
          verify.pointer(),
          "'verify' names no credential that holds the secret.",
          "Register one (`noetlctl register credential`), and write `credential: NAME`.");
      return "";
    }
    return name;
  }

  private Subscription.Source execution(Fields spec) {
    Fields execution = below(spec, "execution");
    execution.warnUnknown(Set.of("playbook", "status"), "'execution'");
    String playbook = execution.text("playbook");
    if (playbook == null) {
      problems.error(
          "PB0713",
          execution.pointer("playbook"),
          "The source 'execution' needs the playbook whose end it waits for.",
          "Write `execution: {playbook: \"sales/**\", status: [FAILED]}`.");
    }
    Set<String> statuses = new LinkedHashSet<>();
    List<?> given =
        execution.get("status") instanceof String one
            ? List.of(one)
            : execution.get("status") == null ? List.of("COMPLETED") : execution.items("status");
    for (Object status : given) {
      String name = String.valueOf(status).toUpperCase(Locale.ROOT);
      statuses.add(name);
      if (!ENDS.contains(name)) {
        problems.error(
            "PB0714",
            execution.pointer("status"),
            "'%s' is no end of an execution.".formatted(status),
            Nearest.hint(name, ENDS));
      }
    }
    return new Subscription.Execution(playbook == null ? "" : playbook, Set.copyOf(statuses));
  }

  private Subscription.@Nullable Dispatch dispatch(Fields spec, @Nullable String source) {
    if (spec.get("dispatch") instanceof String path) {
      return new Subscription.Dispatch(path, null, false, null);
    }
    Fields dispatch = below(spec, "dispatch");
    dispatch.warnUnknown(
        Set.of(
            "playbook",
            "version",
            "payload_from",
            "payload",
            "batch",
            "execution_pool",
            "batch_dispatch",
            "batch_max"),
        "'dispatch'");
    String playbook = dispatch.text("playbook");
    if (playbook == null) {
      problems.error(
          "PB0715",
          dispatch.pointer(),
          "A subscription needs the playbook that its messages start.",
          "Write `dispatch: {playbook: sales/order}`.");
      return null;
    }
    String from = Optional.ofNullable(dispatch.text("payload_from")).orElse("body");
    if (!Set.of("body", "envelope", "message").contains(from)) {
      problems.error(
          "PB0716",
          dispatch.pointer("payload_from"),
          "'payload_from' is '%s'.".formatted(from),
          "Write body, or envelope for body, headers and query.");
    }
    return new Subscription.Dispatch(
        playbook,
        dispatch.get("version") == null || "latest".equals(dispatch.get("version"))
            ? null
            : dispatch.whole("version", 1, 1),
        !from.equals("body"),
        dispatch.get("payload") == null ? null : dispatch.values("payload"),
        new BatchParser(dispatch, source, problems).read());
  }

  private @Nullable String dedup(Fields spec) {
    if (spec.get("dedup") == null) {
      return null;
    }
    Fields dedup = below(spec, "dedup");
    dedup.warnUnknown(Set.of("enabled", "key", "window"), "'dedup'");
    if (dedup.has("window")) {
      problems.warning(
          "PB0717",
          dedup.pointer("window"),
          "'window' has no effect: a message is known for as long as its execution is kept.",
          "Remove it.");
    }
    return dedup.flag("enabled", true) ? Optional.ofNullable(dedup.text("key")).orElse("") : null;
  }

  private Subscription.Limits limits(Fields spec) {
    Fields limits = below(spec, "limits");
    limits.warnUnknown(Set.of("per_minute", "max_in_flight"), "'limits'");
    return new Subscription.Limits(limit(limits, "per_minute"), limit(limits, "max_in_flight"));
  }

  private static int limit(Fields limits, String key) {
    return limits.get(key) == null ? 0 : limits.whole(key, 1, 1);
  }

  private boolean continuous(Fields spec) {
    String activation = Optional.ofNullable(spec.text("activation")).orElse("continuous");
    if (!Set.of("continuous", "manual").contains(activation)) {
      problems.warning(
          "PB0718",
          spec.pointer("activation"),
          "'activation' is '%s', which is read as continuous.".formatted(activation),
          "Write continuous, or manual for one that is activated by hand.");
    }
    return !activation.equals("manual");
  }

  private Fields below(Fields fields, String key) {
    return new Fields(fields.values(key), fields.pointer(key), problems);
  }
}
