package io.noetl.camel.tool.container;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the operator allows jobs. What is not named is refused.
 *
 * @param namespace where jobs run that name none
 * @param namespaces further namespaces that playbooks may name
 * @param serviceAccount of jobs that name none; they get no token of it
 * @param serviceAccounts service accounts that playbooks may name, with their token
 * @param images prefixes of the images that playbooks may name; empty for any
 * @param scriptImage the image of scripts that name none
 * @param processes whether scripts may run as processes of the server's machine
 * @param poll between two looks at a job
 */
public record ContainerSettings(
    String namespace,
    Set<String> namespaces,
    String serviceAccount,
    Set<String> serviceAccounts,
    List<String> images,
    String scriptImage,
    boolean processes,
    Duration poll) {

  boolean allowsNamespace(String name) {
    return name.equals(namespace) || namespaces.contains(name);
  }

  boolean allowsImage(String image) {
    return images.isEmpty() || images.stream().anyMatch(image::startsWith);
  }
}
