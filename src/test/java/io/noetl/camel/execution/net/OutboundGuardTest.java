package io.noetl.camel.execution.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "example.org", List.of("93.184.215.14"),
          "db.internal", List.of("10.1.2.3"),
          "rebound.example", List.of("93.184.215.14", "127.0.0.1"),
          "linklocal.example", List.of("169.254.169.254"));

  private final OutboundGuard locked = guard(false);
  private final OutboundGuard local = guard(true);

  @Test
  void thePublicInternetIsOpenToAll() {
    assertThat(locked.resolve("example.org", 443).getHostAddress()).isEqualTo("93.184.215.14");
    assertThat(locked.resolve("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 443)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "linklocal.example",
        "metadata.google.internal",
        "METADATA.google.internal.",
        "100.100.100.200",
        "fe80::1",
        "[fe80::1]",
        "fd00:ec2::254",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "::169.254.169.254",
        "168.63.129.16",
        "::ffff:0:169.254.169.254",
        "64:ff9b:1::169.254.169.254",
        "64:ff9b:1:a9fe:a9:fe00::",
        "2001:0:4136:e378:8000:63bf:5601:5601",
        "2606:2800::5efe:169.254.169.254",
        "2606:2800::200:5efe:169.254.169.254"
      })
  void metadataAndLinkLocalAddressesAreNeverCalled(String host) {
    assertThatThrownBy(() -> local.resolve(host, 443))
        .isInstanceOf(OutboundGuard.Denied.class)
        .hasMessageContaining("may not go there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "::1",
        "10.0.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "fd12::1",
        "100.64.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "::ffff:0:7f00:1",
        "fec0::1",
        "feff::1",
        "2001:db8::1",
        "100::1",
        "4000::1",
        "192.0.2.7",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "rebound.example"
      })
  void internalAddressesAreForTheLocalDefault(String host) {
    assertThatThrownBy(() -> locked.resolve(host, 443))
        .isInstanceOf(OutboundGuard.Denied.class)
        .hasMessageContaining("noetl.outbound.allowed");
    assertThat(local.resolve(host, 443)).isNotNull();
  }

  @Test
  void theOperatorsListOpensInternalAddresses() {
    assertThat(locked.resolve("172.16.0.9", 443).getHostAddress()).isEqualTo("172.16.0.9");
    assertThatThrownBy(() -> locked.resolve("172.17.0.9", 443))
        .isInstanceOf(OutboundGuard.Denied.class);
  }

  @Test
  void aStoredCredentialOpensItsServerAtItsPortForItsOwnCalls() {
    OutboundGuard holder = locked.allowing(Set.of(new HostPort("DB.internal.", 5432)));

    assertThat(holder.resolve("db.internal", 5432).getHostAddress()).isEqualTo("10.1.2.3");
    assertThatThrownBy(() -> holder.resolve("db.internal", 22))
        .isInstanceOf(OutboundGuard.Denied.class);
    assertThatThrownBy(() -> holder.resolve("10.1.2.3", 5432))
        .isInstanceOf(OutboundGuard.Denied.class);
    assertThatThrownBy(() -> locked.resolve("db.internal", 5432))
        .isInstanceOf(OutboundGuard.Denied.class);
    OutboundGuard metadata = locked.allowing(Set.of(new HostPort("linklocal.example", 80)));
    assertThatThrownBy(() -> metadata.resolve("linklocal.example", 80))
        .isInstanceOf(OutboundGuard.Denied.class);
  }

  @Test
  void aCallMayBeKeptToSomeServersAndThoseOfItsCredentials() {
    OutboundGuard some =
        local
            .allowing(Set.of(new HostPort("db.internal", 5432)))
            .within(server -> server.host().equals("example.org") && server.port() == 443);

    assertThat(some.resolve("example.org", 443)).isNotNull();
    assertThat(some.resolve("db.internal", 5432)).isNotNull();
    assertThatThrownBy(() -> some.resolve("example.org", 80))
        .hasMessageContaining("none of those that this execution may call");
    assertThatThrownBy(() -> some.resolve("127.0.0.1", 443))
        .isInstanceOf(OutboundGuard.Denied.class);
  }

  @Test
  void theServersOfACredentialAreThoseThatItsFieldsName() {
    assertThat(HostPort.of(Map.of("db_host", "a, B", "db_port", "5433"), List.of(5432)))
        .containsExactlyInAnyOrder(new HostPort("a", 5433), new HostPort("b", 5433));
    assertThat(HostPort.of(Map.of("host", "a"), List.of(443, 80)))
        .containsExactlyInAnyOrder(new HostPort("a", 443), new HostPort("a", 80));
    assertThat(
            HostPort.of(
                Map.of("endpoint", "http://s3:9000/x", "token_url", "https://id.example/t"),
                List.of(443, 80)))
        .containsExactlyInAnyOrder(new HostPort("s3", 9000), new HostPort("id.example", 443));
    assertThat(HostPort.of(Map.of("url", "no url at all", "password", "host=x"), List.of(1)))
        .isEmpty();
  }

  @Test
  void aNameWithoutAnAddressIsRefused() {
    assertThatThrownBy(() -> locked.resolve("nowhere.example", 443))
        .hasMessageContaining("has no address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/x", "localhost", "fd00::/129"})
  void aRangeThatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: as 10.0.0.0/8");
  }

  private static OutboundGuard guard(boolean open) {
    return new OutboundGuard(
        OutboundGuardTest::resolve, open, List.of(AddressRange.parse("172.16.0.0/16")));
  }

  private static List<InetAddress> resolve(String name) throws UnknownHostException {
    List<String> known = NAMES.get(name);
    if (known != null) {
      return known.stream().map(InetAddress::ofLiteral).toList();
    }
    try {
      return List.of(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException e) {
      throw new UnknownHostException(name);
    }
  }
}
