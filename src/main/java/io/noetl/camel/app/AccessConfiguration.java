package io.noetl.camel.app;

import io.noetl.camel.execution.net.AddressRange;
import io.noetl.camel.execution.net.OutboundGuard;
import java.net.InetAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether the server is for this machine alone, and what follows from it. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  /**
   * Whether only programs on this machine can reach the server.
   *
   * @param local it is bound to a loopback address
   */
  record Reach(boolean local) {}

  @Bean
  Reach reach(@Value("${server.address:}") String address) throws java.net.UnknownHostException {
    return new Reach(!address.isBlank() && InetAddress.getByName(address).isLoopbackAddress());
  }

  @Bean
  OutboundGuard outboundGuard(Reach reach, OutboundProperties properties) {
    return new OutboundGuard(
        OutboundGuard.Names.SYSTEM,
        reach.local(),
        properties.allowed().stream().map(AddressRange::parse).toList(),
        host -> false);
  }
}
