package io.noetl.camel.app;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the REST API accepts.
 *
 * @param maxBody the largest request body
 * @param serverName what the server calls itself
 * @param allowedOrigins origins of web pages that may call the API, beside its own and, where only
 *     this machine reaches the server, those on this machine
 * @param allowedHosts names of the server beside localhost, where only this machine reaches it
 */
@ConfigurationProperties("noetl.api")
public record ApiProperties(
    @DefaultValue("16MB") DataSize maxBody,
    @DefaultValue("server-local") String serverName,
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue List<String> allowedHosts) {}
