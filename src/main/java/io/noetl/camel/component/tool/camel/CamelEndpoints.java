package io.noetl.camel.component.tool.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * Endpoints of playbooks' calls, those used last. They are made by the component and set up option
 * by option: the context, which would resolve placeholders, references and classes in their text,
 * does not see them.
 */
final class CamelEndpoints implements AutoCloseable {
  private static final int MOST = 32;

  private final CamelContext context;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Key, SharedEndpoint> endpoints = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(String scheme, String path, Map<String, Object> options) {}

  CamelEndpoints(CamelContext context) {
    this.context = context;
  }

  /** The endpoint, held until it is released. */
  SharedEndpoint hold(String scheme, String path, Map<String, Object> options) throws Exception {
    lock.lock();
    try {
      Key key = new Key(scheme, path, options);
      SharedEndpoint found = endpoints.get(key);
      if (found == null) {
        found =
            new SharedEndpoint(context, create(context, key.scheme(), key.path(), key.options()));
        endpoints.put(key, found);
      }
      found.hold();
      if (endpoints.size() > MOST) {
        endpoints.pollFirstEntry().getValue().release();
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** An endpoint that the context does not know. */
  static Endpoint create(
      CamelContext context, String scheme, String path, Map<String, Object> options)
      throws Exception {
    Component component = context.getComponent(scheme);
    Endpoint endpoint = component.createEndpoint(scheme + ":" + path, Map.of());
    PropertyConfigurer configurer = component.getEndpointPropertyConfigurer();
    for (Map.Entry<String, Object> option : options.entrySet()) {
      if (configurer == null
          || !configurer.configure(context, endpoint, option.getKey(), option.getValue(), false)) {
        throw new IllegalArgumentException("The component does not take " + option.getKey());
      }
    }
    return endpoint;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      endpoints.values().forEach(SharedEndpoint::release);
      endpoints.clear();
    } finally {
      lock.unlock();
    }
  }
}
