package io.noetl.camel.app;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the SQL console allows.
 *
 * @param servers connection strings of servers that clients may name, beside the service's own
 * @param freeConnections whether clients may name any other server that outgoing calls may reach
 * @param maxRows rows that one statement gives back at most
 * @param timeout how long a statement may run
 */
@ConfigurationProperties("noetl.console")
public record ConsoleProperties(
    @DefaultValue List<String> servers,
    @DefaultValue("false") boolean freeConnections,
    @DefaultValue("50000") int maxRows,
    @DefaultValue("60s") Duration timeout) {}
