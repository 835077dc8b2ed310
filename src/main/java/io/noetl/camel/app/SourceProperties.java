package io.noetl.camel.app;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator opens to subscriptions. Nothing is open that is not named.
 *
 * @param folders folders in which, and below which, subscriptions may take files
 */
@ConfigurationProperties("noetl.sources")
record SourceProperties(@DefaultValue List<Path> folders) {}
