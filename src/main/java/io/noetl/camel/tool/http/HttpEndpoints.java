package io.noetl.camel.tool.http;

import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.tool.ToolFailure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.NoopCookieStore;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The camel-http endpoints that requests go through: one for each kind of connection, with a
 * connection pool of its own; those used least recently are closed.
 */
final class HttpEndpoints {

  private static final int MOST = 16;

  private final CamelContext context;
  private final HttpLimits limits;
  private final OutboundGuard guard;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<HttpOptions, HttpEndpoint> endpoints =
      new LinkedHashMap<>(16, 0.75f, true);
  private int named;

  HttpEndpoints(CamelContext context, HttpLimits limits, OutboundGuard guard) {
    this.context = context;
    this.guard = guard;
    this.limits = limits;
  }

  /** The endpoint for these options. */
  Endpoint get(HttpOptions options) throws ToolFailure {
    lock.lock();
    try {
      HttpEndpoint endpoint = endpoints.get(options);
      if (endpoint == null) {
        endpoint = create(options);
        endpoints.put(options, endpoint);
        if (endpoints.size() > MOST) {
          HttpEndpoint eldest = endpoints.pollFirstEntry().getValue();
          context.removeEndpoint(eldest);
        }
      }
      return endpoint;
    } catch (ToolFailure e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("camel-http gives no endpoint", e);
    } finally {
      lock.unlock();
    }
  }

  private HttpEndpoint create(HttpOptions options) throws Exception {
    HttpComponent component = context.getComponent("http", HttpComponent.class);
    String uri = "http://noetl-tool/" + ++named;
    Map<String, Object> parameters = new LinkedHashMap<>();
    // redirects are followed request by request
    parameters.put("followRedirects", false);
    HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(uri, parameters);
    endpoint.setClientConnectionManager(connections(options));
    endpoint.setHttpClientConfigurer(HttpEndpoints::configure);
    endpoint.setHeaderFilterStrategy(new OutgoingHeaders());
    endpoint.setCookieStore(new NoopCookieStore());
    endpoint.setThrowExceptionOnFailure(false);
    endpoint.setDisableStreamCache(true);
    endpoint.setCopyHeaders(false);
    endpoint.setDeleteWithBody(true);
    endpoint.setGetWithBody(true);
    endpoint.setUserAgent("noetl-camel");
    context.addEndpoint(uri, endpoint);
    return endpoint;
  }

  private static void configure(HttpClientBuilder builder) {
    builder.setRetryStrategy(new StaleConnections());
    builder.disableRedirectHandling();
    builder.addExecInterceptorFirst("noetl-body", new AbortableBodies());
  }

  private PoolingHttpClientConnectionManager connections(HttpOptions options) throws ToolFailure {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(TlsContexts.strategy(options))
        .setDnsResolver(new GuardedNames(guard.allowing(options.servers()), options.profile()))
        .setMaxConnTotal(limits.connections())
        .setMaxConnPerRoute(limits.connectionsPerHost())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .charCodingConfig(
                    CharCodingConfig.custom().setCharset(StandardCharsets.UTF_8).build())
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .build();
  }
}
