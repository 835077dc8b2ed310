package io.noetl.camel.app;

import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.PlaybookCheck;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.tool.container.Cluster;
import io.noetl.camel.tool.container.ContainerTool;
import io.noetl.camel.tool.container.ShellTool;
import io.noetl.camel.tool.secret.KubernetesSecrets;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the cluster is used for, as far as the operator allows. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

  @Bean
  Cluster cluster(KubernetesProperties properties) {
    return properties.used() ? Cluster.around() : Cluster.none();
  }

  @Bean
  ContainerTool containerTool(Cluster cluster, KubernetesProperties properties, Clock clock) {
    return new ContainerTool(
        properties.enabled() ? cluster : Cluster.none(), properties.settings(), clock);
  }

  @Bean
  ShellTool shellTool(KubernetesProperties properties, Clock clock) {
    return new ShellTool(properties.settings(), clock);
  }

  @Bean
  KubernetesSecrets kubernetesSecrets(
      Cluster cluster, KubernetesProperties properties, KnownSecrets known) {
    return new KubernetesSecrets(
        cluster, properties.secretsIn(), properties.secrets(), known::seen);
  }

  @Bean
  @ConditionalOnProperty("noetl.kubernetes.playbooks")
  LabelledPlaybooks labelledPlaybooks(
      Cluster cluster, KubernetesProperties properties, CatalogStore catalog, PlaybookCheck check) {
    return new LabelledPlaybooks(cluster, properties.playbooksIn(), catalog, check);
  }

  @Bean
  @ConditionalOnProperty("noetl.kubernetes.playbooks")
  ApplicationListener<ApplicationReadyEvent> lookAtLabelledPlaybooks(
      LabelledPlaybooks playbooks, KubernetesProperties properties) {
    return ready -> playbooks.start(properties.playbookInterval());
  }
}
