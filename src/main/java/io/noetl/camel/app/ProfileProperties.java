package io.noetl.camel.app;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What executions may reach, by the catalog path of their playbook.
 *
 * @param restricted paths of playbooks that reach nothing of the machine and few hosts; {@code *}
 *     stands for text without a slash, {@code **} for any
 * @param hosts hosts that those may call: names, {@code *.name} or addresses, with {@code :port} or
 *     for all ports
 * @param folder the folder whose files the others may read as scripts; null for none
 */
@ConfigurationProperties("noetl.profile")
record ProfileProperties(
    @DefaultValue List<String> restricted,
    @DefaultValue List<String> hosts,
    @Nullable Path folder) {}
