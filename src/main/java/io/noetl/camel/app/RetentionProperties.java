package io.noetl.camel.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long executions are kept.
 *
 * @param keep an age, as 30d: what has ended longer ago is dropped by itself; null for keeping all
 */
@ConfigurationProperties("noetl.retention")
record RetentionProperties(@Nullable String keep) {}
