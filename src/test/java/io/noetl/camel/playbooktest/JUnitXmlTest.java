package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The file for CI servers is XML, whatever tests are called and say. */
class JUnitXmlTest {

  @Test
  void whatXmlDoesNotHaveIsReplaced() throws Exception {
    String evil = "a\u001b]52;c;ZXZpbA==\u0007<b> & \"c\" \ud800 \uffff ]]>";
    TestResult test =
        new TestResult(
            evil,
            1,
            List.of(new UnmetExpectation(1, "/tests/0", evil, List.of(evil))),
            List.of(),
            Duration.ZERO,
            Duration.ZERO);

    String xml =
        JUnitXml.of(
            List.of(
                new FileResult(
                    "x" + evil + ".yaml", List.of(), List.of(test), Optional.empty(), List.of())));

    DocumentBuilder reader = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    Element found =
        (Element)
            reader
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("testcase")
                .item(0);
    assertThat(found.getAttribute("name"))
        .isEqualTo("a\ufffd]52;c;ZXZpbA==\ufffd<b> & \"c\" \ufffd \ufffd ]]>");
  }
}
