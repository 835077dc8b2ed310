package io.noetl.camel.app;

import io.noetl.camel.tool.container.ContainerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The cluster whose Jobs run steps of the kinds container and script. What is not named is refused.
 *
 * @param enabled whether there is one: the cluster that the server runs in, else that of the user's
 *     kubeconfig
 * @param namespace where jobs run that name none
 * @param namespaces further namespaces that playbooks may name
 * @param serviceAccount of jobs that name none; they get no token of it
 * @param serviceAccounts service accounts that playbooks may name, with their token
 * @param images prefixes of the images that playbooks may name; empty for any
 * @param scriptImage the image of scripts that name none
 * @param processes whether scripts may run as processes of the server's machine
 * @param secrets names of Secrets in {@code secretNamespace} that playbooks may read
 * @param secretNamespace where they are; null for {@code namespace}
 * @param playbooks whether ConfigMaps with the label {@code noetl.io/playbook=true} are registered
 * @param playbookNamespace where they are; null for {@code namespace}
 * @param playbookInterval between two looks at them
 * @param poll between two looks at a job
 */
@ConfigurationProperties("noetl.kubernetes")
record KubernetesProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("default") String namespace,
    @DefaultValue Set<String> namespaces,
    @DefaultValue("default") String serviceAccount,
    @DefaultValue Set<String> serviceAccounts,
    @DefaultValue List<String> images,
    @DefaultValue("python:3.13-slim") String scriptImage,
    @DefaultValue("false") boolean processes,
    @DefaultValue Set<String> secrets,
    @Nullable String secretNamespace,
    @DefaultValue("false") boolean playbooks,
    @Nullable String playbookNamespace,
    @DefaultValue("30s") Duration playbookInterval,
    @DefaultValue("1s") Duration poll) {

  ContainerSettings settings() {
    return new ContainerSettings(
        namespace,
        namespaces,
        serviceAccount,
        serviceAccounts,
        images,
        scriptImage,
        processes,
        poll);
  }

  /** Whether anything asks for the cluster. */
  boolean used() {
    return enabled || playbooks || !secrets.isEmpty();
  }

  String secretsIn() {
    return secretNamespace == null ? namespace : secretNamespace;
  }

  String playbooksIn() {
    return playbookNamespace == null ? namespace : playbookNamespace;
  }
}
