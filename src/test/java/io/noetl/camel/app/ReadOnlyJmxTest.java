package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Hawtio's page may call, and what nobody may by its login. */
class ReadOnlyJmxTest {
  private static final String CONTEXT = "org.apache.camel:context=noetl,type=context,name=noetl";

  private final ReadOnlyJmx door = new ReadOnlyJmx();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dumpRoutesAsXml",
        "dumpRoutesAsXml()",
        "dumpRouteAsXml()",
        "dumpRouteStatsAsXml(boolean,boolean)",
        "dumpStepStatsAsXml(boolean)",
        "listEndpoints()"
      })
  void whatDescribesRoutesIsAnswered(String operation) throws MalformedObjectNameException {
    assertThat(door.isOperationAllowed(new ObjectName(CONTEXT), operation)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.apache.camel:type=context,name=noetl           | dumpRoutesAsXml(boolean)
          org.apache.camel:type=context,name=noetl           | dumpRoutesAsYaml(boolean,boolean)
          org.apache.camel:type=context,name=noetl           | dumpRestsAsXml(boolean)
          org.apache.camel:type=routes,name=own              | dumpRouteAsXml(boolean,boolean,boolean)
          org.apache.camel:type=context,name=noetl           | stop()
          org.apache.camel:type=context,name=noetl           | sendBody(java.lang.String,java.lang.Object)
          org.apache.camel:type=context,name=noetl           | isX/stop
          org.apache.camel.evil:type=context                 | dumpRoutesAsXml()
          com.sun.management:type=HotSpotDiagnostic          | dumpHeap(java.lang.String,boolean)
          com.sun.management:type=DiagnosticCommand          | vmSystemProperties
          jolokia:type=Discovery                             | lookupAgents()
          """)
  void whatActsOrResolvesIsNot(String bean, String operation) throws MalformedObjectNameException {
    assertThat(door.isOperationAllowed(new ObjectName(bean), operation)).isFalse();
  }
}
