package io.noetl.camel.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator allows the tools. Nothing is allowed that is not named.
 *
 * @param camel what tools of kind {@code camel} may name, by scheme
 * @param secretVariables environment variables, beside those that begin with NOETL_SECRET_, that
 *     playbooks may read as secrets
 * @param secretFolder the folder of secret files; null for none
 * @param vaultAddress the Vault-compatible server; null where a playbook has to name it
 * @param uploadFolder the folder whose files may be uploaded; null for none
 */
@ConfigurationProperties("noetl.tools")
record ToolProperties(
    @DefaultValue Map<String, Camel> camel,
    @DefaultValue Set<String> secretVariables,
    @Nullable Path secretFolder,
    @Nullable String vaultAddress,
    @Nullable Path uploadFolder) {

  /**
   * What is open of a Camel component.
   *
   * @param paths globs of the paths that may be named; none opens nothing
   * @param options options that may be set
   * @param headers message headers that may be set
   */
  record Camel(
      @DefaultValue Set<String> paths,
      @DefaultValue Set<String> options,
      @DefaultValue Set<String> headers) {}
}
