package io.noetl.camel.store.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStringsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://demo:de%40mo@localhost:54321/demo_noetl",
        "postgres://demo:de%40mo@localhost:54321/demo_noetl?connect_timeout=3",
        "host=localhost port=54321 dbname=demo_noetl user=demo password=de@mo",
        "  host = 'localhost' port=54321 dbname='demo_noetl' user=demo password='de@mo'  "
      })
  void eachFormNamesTheSameDatabase(String text) {
    assertThat(ConnectionStrings.parse(text))
        .isEqualTo(new ConnectionTarget("localhost", 54321, "demo_noetl", "demo", "de@mo", null));
  }

  @Test
  void whatIsLeftOutHasLibpqsDefault() {
    assertThat(ConnectionStrings.parse("postgresql://joe@db.example.org"))
        .isEqualTo(new ConnectionTarget("db.example.org", 5432, "joe", "joe", null, null));
    assertThat(ConnectionStrings.parse("postgresql://[::1]:5433/x?sslmode=require"))
        .isEqualTo(new ConnectionTarget("::1", 5433, "x", null, null, "require"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:secret@h/db?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
        "postgresql://u:secret@h/db?sslfactory=evil&sslfactoryarg=http://evil",
        "postgresql://u:secret@h/db?loggerFile=/tmp/x",
        "host=h options='-c log_statement=all' password=secret",
        "host=/var/run/postgresql password=secret",
        "postgresql://u:secret@one,two/db",
        "postgresql://u:secret@h:99999/db",
        "service=x password=secret",
        "jdbc:postgresql://h/db",
        "mysql://u:secret@h/db",
        "host=h password='secret"
      })
  void whatCouldDoMoreThanConnectIsRefusedWithoutThePassword(String text) {
    assertThatThrownBy(() -> ConnectionStrings.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("connection_string")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aTargetIsPrintedWithoutItsPassword() {
    assertThat(ConnectionStrings.parse("postgresql://u:secret@h/db").toString())
        .isEqualTo("h:5432/db");
  }

  @Test
  void onlyConfiguredServersAreReachedUnlessConnectionsAreFree() {
    ConnectionTarget configured = ConnectionStrings.parse("host=127.0.0.1 port=54321 dbname=x");
    ConnectionTarget other = ConnectionStrings.parse("host=db.example.org dbname=x");
    ConnectionRules closed =
        new ConnectionRules(
            List.of(configured), false, (target, stored) -> InetAddress.ofLiteral(target.host()));
    ConnectionRules free =
        new ConnectionRules(
            List.of(configured), true, (target, stored) -> InetAddress.ofLiteral("192.0.2.7"));

    assertThat(closed.addressOf(ConnectionStrings.parse("postgresql://a:b@LOCALHOST:54321/y")))
        .isEmpty();
    assertThatThrownBy(() -> closed.addressOf(other))
        .isInstanceOf(ConnectionRules.Refused.class)
        .hasMessageContaining("db.example.org:5432")
        .hasMessageContaining("127.0.0.1:54321");
    assertThat(free.addressOf(other)).contains(InetAddress.ofLiteral("192.0.2.7"));
  }
}
