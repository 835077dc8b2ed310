package io.noetl.camel.app;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the service keeps its files.
 *
 * @param dataDir made when it is first needed
 */
@ConfigurationProperties("noetl")
public record DataProperties(@DefaultValue("data") Path dataDir) {}
