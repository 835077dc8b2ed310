package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.playbook.CatalogPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Compiled playbooks, those used last; a catalog entry never changes. Thread-safe. */
public final class Playbooks {
  private final PlaybookCatalog catalog;
  private final PlaybookCompiler compiler;
  private final Map<Long, CompiledPlaybook> compiled;

  /**
   * A cache.
   *
   * @param capacity how many are kept
   */
  public Playbooks(PlaybookCatalog catalog, PlaybookCompiler compiler, int capacity) {
    this.catalog = catalog;
    this.compiler = compiler;
    this.compiled =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, CompiledPlaybook> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * The catalog entry.
   *
   * @throws Executions.PlaybookNotFound when there is none
   * @throws Workload.StartRefused when its path is none: it may be older than what paths may be
   */
  public PlaybookCatalog.Entry entry(PlaybookRef ref) {
    PlaybookCatalog.Entry entry =
        catalog.find(ref).orElseThrow(() -> new Executions.PlaybookNotFound(name(ref)));
    if (!CatalogPath.isValid(entry.path())) {
      throw new Workload.StartRefused(
          "The path '%s' of the catalog is no path that a playbook may have (%s): register it under another"
              .formatted(CatalogPath.shown(entry.path()), CatalogPath.EXPECTED));
    }
    return entry;
  }

  /** The compiled form of an entry that was needed of late. */
  Optional<CompiledPlaybook> known(long catalogId) {
    synchronized (compiled) {
      return Optional.ofNullable(compiled.get(catalogId));
    }
  }

  /** The compiled form of an entry. */
  public CompiledPlaybook compiled(PlaybookCatalog.Entry entry) {
    synchronized (compiled) {
      CompiledPlaybook found = compiled.get(entry.catalogId());
      if (found != null) {
        return found;
      }
    }
    CompiledPlaybook fresh =
        compiler.compile(
            entry.content(),
            entry.path() + "@" + entry.version(),
            Long.toString(entry.catalogId()));
    synchronized (compiled) {
      compiled.putIfAbsent(entry.catalogId(), fresh);
      return compiled.getOrDefault(entry.catalogId(), fresh);
    }
  }

  private static String name(PlaybookRef ref) {
    return switch (ref) {
      case PlaybookRef.ByPath path when path.version() == null -> path.path();
      case PlaybookRef.ByPath path -> path.path() + " version " + path.version();
      case PlaybookRef.ById id -> "catalog_id=" + id.catalogId();
    };
  }
}
