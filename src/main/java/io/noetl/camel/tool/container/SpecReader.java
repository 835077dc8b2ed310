package io.noetl.camel.tool.container;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a call's fields; they may stand in {@code runtime}, as NoETL's documents have it. */
final class SpecReader {
  private static final Pattern FILE_NAME = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
  private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
  private static final Pattern RESULT_FILE =
      Pattern.compile("(/(?!\\.{1,2}(/|$))[^/\\p{Cntrl}]+)+");
  private static final String SCRIPT = "script";
  private static final String ARGUMENTS = "NOETL_ARGS";
  private static final Duration DEADLINE = Duration.ofHours(1);
  private static final int KEPT_SECONDS = 3600;
  private static final int USER = 10001;

  private final ContainerSettings settings;

  SpecReader(ContainerSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws ToolFailure when a field is wrong, or names what the operator does not allow
   */
  ContainerSpec read(ToolCall call) throws ToolFailure {
    CallFields given = new CallFields(call.config());
    boolean named = given.values().get("runtime") instanceof String;
    CallFields fields =
        new CallFields(named ? Map.of() : given.map("runtime")).over(given.values());
    Map<String, String> files = names(FILE_NAME, "files", texts(fields, "files"));
    List<String> command = command(fields);
    String script = fields.text(SCRIPT, "code");
    if (script != null) {
      files.put(SCRIPT, script);
      command = List.of(interpreter(fields), ContainerSpec.FILES + "/" + SCRIPT);
    } else if (call.kind().equals(SCRIPT)) {
      throw wrong("script is missing (expected: its text)");
    }
    Map<String, String> env = names(VARIABLE, "env", texts(fields, "env"));
    if (!call.args().isEmpty()) {
      env.putIfAbsent(ARGUMENTS, ToolJson.write(call.args()));
    }
    CallFields resources = new CallFields(fields.map("resources"));
    return new ContainerSpec(
        image(fields, call.kind()),
        command,
        list("arguments", fields.first("arguments", "args")),
        env,
        files,
        names(FILE_NAME, "secrets", texts(fields, "secrets")),
        texts(resources, "requests"),
        texts(resources, "limits"),
        texts(fields, "node_selector"),
        namespace(fields),
        serviceAccount(fields),
        fields.count("run_as_user", USER),
        deadline(fields, call).toSeconds(),
        notNegative(fields, "backoff_limit", "backoffLimit", 0),
        notNegative(fields, "ttl", "ttlSecondsAfterFinished", KEPT_SECONDS),
        resultFile(fields));
  }

  /**
   * Whether a script asks to run as a process of this machine.
   *
   * @throws ToolFailure when the operator does not allow it
   */
  boolean asProcess(ToolCall call) throws ToolFailure {
    Object runtime = call.config().get("runtime");
    if (!(runtime instanceof String named)) {
      return false;
    }
    if (!call.kind().equals(SCRIPT) || !named.equals("process")) {
      throw wrong(
          "runtime: %s (expected: a map, or for kind script the word process)".formatted(named));
    }
    if (!settings.processes()) {
      throw refused("runtime", named, "leave it out to run as a Job");
    }
    return true;
  }

  private static @Nullable String resultFile(CallFields fields) throws ToolFailure {
    String path = fields.text("result_file");
    if (path != null && !RESULT_FILE.matcher(path).matches()) {
      throw wrong(
          "result_file: %s (expected: an absolute path, as /tmp/result.json)".formatted(path));
    }
    if (path != null && fields.first("runtime") instanceof String) {
      throw wrong(
          "result_file: %s (expected: none with runtime: process, print the result)"
              .formatted(path));
    }
    return path;
  }

  private String image(CallFields fields, String kind) throws ToolFailure {
    String named = fields.text("image");
    if (named == null) {
      if (kind.equals(SCRIPT)) {
        return settings.scriptImage();
      }
      throw wrong("image is missing (expected: a container image, as python:3.13-slim)");
    }
    if (!settings.allowsImage(named)) {
      throw refused("image", named, "an image that begins with one of " + settings.images());
    }
    return named;
  }

  private String namespace(CallFields fields) throws ToolFailure {
    String named = fields.text("namespace");
    if (named == null) {
      return settings.namespace();
    }
    if (!settings.allowsNamespace(named)) {
      throw refused(
          "namespace", named, settings.namespace() + " or one of " + settings.namespaces());
    }
    return named;
  }

  private @Nullable String serviceAccount(CallFields fields) throws ToolFailure {
    String named = fields.text("service_account", "serviceAccount");
    if (named != null && !settings.serviceAccounts().contains(named)) {
      throw refused("service_account", named, "one of " + settings.serviceAccounts());
    }
    return named;
  }

  private static String interpreter(CallFields fields) throws ToolFailure {
    String language = fields.text("language");
    return switch (language) {
      case null -> "/bin/sh";
      case "sh" -> "/bin/sh";
      case "bash" -> "bash";
      case "python" -> "python3";
      default -> throw wrong("language: %s (expected: sh, bash or python)".formatted(language));
    };
  }

  /** A text is for the shell, a list is taken as it stands. */
  private static List<String> command(CallFields fields) throws ToolFailure {
    return fields.first("command") instanceof String text && !text.isBlank()
        ? List.of("/bin/sh", "-c", text)
        : list("command", fields.first("command"));
  }

  private static Duration deadline(CallFields fields, ToolCall call) throws ToolFailure {
    Duration bound = call.timeout() == null ? DEADLINE : call.timeout().plusSeconds(1);
    String name = fields.first("timeout") == null ? "activeDeadlineSeconds" : "timeout";
    Duration asked = fields.seconds(name, bound);
    return asked.toSeconds() < 1 ? Duration.ofSeconds(1) : asked;
  }

  private static int notNegative(CallFields fields, String name, String other, int otherwise)
      throws ToolFailure {
    String value = fields.text(name, other);
    if (value == null) {
      return otherwise;
    }
    return value.equals("0") ? 0 : fields.count(fields.text(name) == null ? other : name, 0);
  }

  private static List<String> list(String name, @Nullable Object value) throws ToolFailure {
    return switch (value) {
      case null -> List.of();
      case String text when text.isEmpty() -> List.of();
      case List<?> items -> {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(text(item)));
        yield texts;
      }
      default -> throw wrong("%s: %s (expected: a list)".formatted(name, CallFields.kindOf(value)));
    };
  }

  private static Map<String, String> texts(CallFields fields, String name) throws ToolFailure {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.map(name).forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  private static Map<String, String> names(Pattern form, String field, Map<String, String> map)
      throws ToolFailure {
    for (String name : map.keySet()) {
      if (!form.matcher(name).matches()) {
        throw wrong("%s: '%s' (expected: letters, digits, '-', '_', '.')".formatted(field, name));
      }
    }
    return map;
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : value == null ? "" : ToolJson.write(value);
  }

  private static ToolFailure refused(String field, String value, String expected) {
    return new ToolFailure(
        "TL1103",
        "NotAllowed",
        "%s: %s is not allowed (expected: %s); the operator's settings noetl.kubernetes say what is"
            .formatted(field, value, expected));
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL1102", "ConfigError", message);
  }
}
