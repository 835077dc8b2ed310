package io.noetl.camel.app;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.store.CatalogDocument;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.PlaybookCheck;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.container.Cluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers what stands in ConfigMaps with the label {@value #LABEL}{@code =true}: each key is a
 * document. Each replica looks; what the catalog has already is not registered again, so nobody has
 * to lead.
 */
final class LabelledPlaybooks implements AutoCloseable {
  static final String LABEL = "noetl.io/playbook";
  private static final Logger LOG = LoggerFactory.getLogger(LabelledPlaybooks.class);

  private final Cluster cluster;
  private final String namespace;
  private final CatalogStore catalog;
  private final PlaybookCheck check;
  private final Set<String> refused = new HashSet<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-configmaps").factory());

  LabelledPlaybooks(Cluster cluster, String namespace, CatalogStore catalog, PlaybookCheck check) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.catalog = catalog;
    this.check = check;
  }

  /** Looks now, and again and again. */
  void start(Duration interval) {
    thread.scheduleWithFixedDelay(this::lookSafely, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A failure, as while the cluster's API or the database is away, does not end the next looks. */
  private void lookSafely() {
    try {
      look();
    } catch (ToolFailure | RuntimeException e) {
      LOG.warn("Playbooks in ConfigMaps could not be read, trying again: {}", e.getMessage());
    }
  }

  /** One look. */
  void look() throws ToolFailure {
    List<ConfigMap> found =
        cluster
            .client()
            .configMaps()
            .inNamespace(namespace)
            .withLabel(LABEL, "true")
            .list()
            .getItems();
    Set<String> paths = new HashSet<>();
    for (ConfigMap map : found) {
      if (map.getData() != null) {
        String name = map.getMetadata().getName();
        map.getData().forEach((key, text) -> registerSafely(name + "/" + key, text, paths));
      }
    }
  }

  private void registerSafely(String where, String text, Set<String> paths) {
    if (refused.contains(where + text)) {
      return;
    }
    try {
      register(where, text, paths);
    } catch (CatalogDocument.Unreadable e) {
      refuse(where, text, String.valueOf(e.getMessage()));
    }
  }

  private void register(String where, String text, Set<String> paths) {
    CatalogDocument document = CatalogDocument.parse(text);
    if (document.isCredential()) {
      refuse(where, text, "a credential belongs into a Secret");
      return;
    }
    if (!paths.add(document.path())) {
      refuse(where, text, "another ConfigMap has the path " + document.path());
      return;
    }
    List<Problem> errors =
        check.check(document.content(), where).stream().filter(Problem::refuses).toList();
    if (!errors.isEmpty()) {
      refuse(where, text, errors.toString());
      return;
    }
    catalog
        .registerChanged(document.path(), "Playbook", text, document.root())
        .ifPresent(
            entry ->
                LOG.info(
                    "Registered {} version {} from ConfigMap {}",
                    entry.path(),
                    entry.version(),
                    where));
  }

  /** Said once for each text. */
  private void refuse(String where, String text, String why) {
    refused.add(where + text);
    LOG.warn("ConfigMap {} is not registered: {}", where, why);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
