package io.noetl.camel.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator opens to subscriptions. Nothing is open that is not named.
 *
 * @param folders folders in which, and below which, subscriptions may take files
 * @param camel components from which subscriptions may read, by scheme
 */
@ConfigurationProperties("noetl.sources")
record SourceProperties(
    @DefaultValue List<Path> folders, @DefaultValue Map<String, ToolProperties.Camel> camel) {}
