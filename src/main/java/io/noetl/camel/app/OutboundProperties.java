package io.noetl.camel.app;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where outgoing calls may go, beside the internet and the hosts of stored credentials.
 *
 * @param allowed internal addresses, as {@code 10.1.0.0/16}
 */
@ConfigurationProperties("noetl.outbound")
public record OutboundProperties(@DefaultValue List<String> allowed) {}
