package io.noetl.camel.tool.keychain;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.RunInfo;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.playbook.KeychainEntry;
import io.noetl.camel.playbook.SourceMap;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.tool.ToolFailure;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the entries of a playbook's keychain, in order: the templates of an entry see the
 * workload and the entries before it. An entry that fails refuses the start; its message names the
 * entry and its place, never a secret.
 */
public final class KeychainResolver implements Workload.KeychainSource {
  private final KeychainFetcher fetcher;
  private final KeychainCache cache;
  private final Clock clock;

  /**
   * A resolver.
   *
   * @param clock says when a token is about to expire
   */
  public KeychainResolver(KeychainFetcher fetcher, KeychainCache cache, Clock clock) {
    this.fetcher = fetcher;
    this.cache = cache;
    this.clock = clock;
  }

  /**
   * The entries by name.
   *
   * @throws Workload.StartRefused when one of them fails
   */
  @Override
  public Map<String, @Nullable Object> resolve(
      RunInfo info, CompiledPlaybook compiled, Names names) {
    Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
    for (KeychainEntry entry : compiled.playbook().keychain()) {
      resolved.put(entry.name(), resolve(info, compiled, entry, new Seen(names, resolved)));
    }
    return resolved;
  }

  private Map<String, @Nullable Object> resolve(
      RunInfo info, CompiledPlaybook compiled, KeychainEntry entry, Names names) {
    try {
      Map<String, @Nullable Object> fields = compiled.expressions().members(entry.pointer(), names);
      RenewedToken.Source source = () -> fetched(info, entry, fields);
      RenewedToken.Grant first = source.fetch();
      return KeychainCache.renews(entry, fields)
          ? new RenewedToken(entry.name(), first, source, clock)
          : first.data();
    } catch (TemplateError e) {
      throw new Workload.StartRefused(
          said(compiled, entry, e.errorClass() + " in `" + e.expression() + "`"));
    } catch (ToolFailure e) {
      String said = said(compiled, entry, e.error().message());
      throw e.error().type().equals(KeychainFetcher.UNAVAILABLE)
          ? new Workload.NotNow(said)
          : new Workload.StartRefused(said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Workload.NotNow(said(compiled, entry, "interrupted"));
    }
  }

  private RenewedToken.Grant fetched(
      RunInfo info, KeychainEntry entry, Map<String, @Nullable Object> fields)
      throws ToolFailure, InterruptedException {
    Map<String, @Nullable Object> data = fetcher.fetch(info, entry, fields);
    return new RenewedToken.Grant(data, cache.keep(info, entry, fields, data));
  }

  private static String said(CompiledPlaybook compiled, KeychainEntry entry, String why) {
    SourceMap source = compiled.playbook().source();
    return "The keychain entry '%s' (%s, %s:%d) can't be resolved: %s"
        .formatted(
            entry.name(), entry.kind(), source.file(), source.at(entry.pointer()).line(), why);
  }

  /** The execution's names and the entries so far. */
  private record Seen(Names names, Map<String, @Nullable Object> resolved) implements Names {
    @Override
    public @Nullable Object get(String name) {
      if (name.equals("keychain")) {
        return resolved;
      }
      return resolved.containsKey(name) ? resolved.get(name) : names.get(name);
    }
  }
}
