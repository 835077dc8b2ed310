package io.noetl.camel.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The servers that a user works with, in {@code config.yaml} as NoETL's clients write it: {@code
 * current_context} and {@code contexts.<name>.server_url}. Keys that we don't know are kept.
 */
public final class Contexts {
  private static final String CURRENT = "current_context";

  private final Path file;

  /** The contexts that stand in a file; it need not be there. */
  public Contexts(Path file) {
    this.file = file;
  }

  /** The name in use, if one is. */
  public Optional<String> current() {
    return Optional.ofNullable(text(read().get(CURRENT)));
  }

  /** The server URL of every context, by name. */
  public Map<String, String> servers() {
    Map<String, String> servers = new LinkedHashMap<>();
    contexts(read())
        .forEach(
            (name, context) -> {
              String url = context instanceof Map<?, ?> map ? text(map.get("server_url")) : null;
              servers.put(name, url == null ? "" : url);
            });
    return servers;
  }

  /**
   * The server URL of one context.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public String server(String name) {
    Map<String, String> servers = servers();
    String url = servers.get(name);
    if (url == null || url.isEmpty()) {
      throw new IllegalArgumentException(
          "No context '%s' with a server_url in %s (there: %s). Add it with `noetlctl context add`."
              .formatted(name, file, servers.keySet()));
    }
    return url;
  }

  /** Adds a context or changes its server; the first one is used from now on. */
  public void add(String name, String serverUrl) {
    Map<String, Object> config = read();
    Map<String, Object> contexts = contexts(config);
    Map<String, Object> context = child(contexts, name);
    context.put("server_url", serverUrl);
    context.putIfAbsent("runtime", "distributed");
    contexts.put(name, context);
    config.put("contexts", contexts);
    config.putIfAbsent(CURRENT, name);
    write(config);
  }

  /** Works with another context from now on. */
  public void use(String name) {
    server(name);
    Map<String, Object> config = read();
    config.put(CURRENT, name);
    write(config);
  }

  /** Forgets a context. */
  public void remove(String name) {
    server(name);
    Map<String, Object> config = read();
    Map<String, Object> contexts = contexts(config);
    contexts.remove(name);
    config.put("contexts", contexts);
    config.remove(CURRENT, name);
    write(config);
  }

  private static Map<String, Object> contexts(Map<String, Object> config) {
    return child(config, "contexts");
  }

  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (parent.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> copy.put(String.valueOf(name), value));
    }
    return copy;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private Map<String, Object> read() {
    Map<String, Object> config = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return config;
    }
    try {
      Object loaded =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      if (loaded instanceof Map<?, ?> map) {
        map.forEach((key, value) -> config.put(String.valueOf(key), value));
      }
      return config;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("%s is not YAML: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void write(Map<String, Object> config) {
    DumpSettings block = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, new Dump(block).dumpToString(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
