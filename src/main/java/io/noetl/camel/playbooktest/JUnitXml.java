package io.noetl.camel.playbooktest;

import io.noetl.camel.playbook.Problem;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes results in the XML that CI servers read from JUnit. */
public final class JUnitXml {
  private JUnitXml() {}

  /** Gives the document. */
  public static String of(List<FileResult> results) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (FileResult file : results) {
        suite(xml, file);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text + "\n";
  }

  private static void suite(XMLStreamWriter xml, FileResult file) throws XMLStreamException {
    List<Problem> errors = file.problems().stream().filter(Problem::refuses).toList();
    long failed = file.tests().stream().filter(test -> !test.passed()).count();
    boolean gap = !file.gaps().isEmpty();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", readable(file.file()));
    xml.writeAttribute(
        "tests", Long.toString(file.tests().size() + (errors.isEmpty() ? 0 : 1) + (gap ? 1 : 0)));
    xml.writeAttribute("failures", Long.toString(failed + (gap ? 1 : 0)));
    xml.writeAttribute("errors", errors.isEmpty() ? "0" : "1");
    xml.writeAttribute(
        "time",
        seconds(file.tests().stream().map(TestResult::real).reduce(Duration.ZERO, Duration::plus)));
    if (!errors.isEmpty()) {
      begin(xml, file, "the file of tests", Duration.ZERO);
      xml.writeStartElement("error");
      xml.writeAttribute("message", readable(errors.getFirst().summary()));
      xml.writeCharacters(
          readable(String.join("\n", errors.stream().map(Problem::summary).toList())));
      xml.writeEndElement();
      xml.writeEndElement();
    }
    for (TestResult test : file.tests()) {
      begin(xml, file, test.name(), test.real());
      failures(xml, file, test.failures());
      xml.writeEndElement();
    }
    if (gap) {
      begin(xml, file, "coverage", Duration.ZERO);
      failures(xml, file, file.gaps());
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void begin(XMLStreamWriter xml, FileResult file, String name, Duration time)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", readable(name));
    xml.writeAttribute("classname", readable(file.file()));
    xml.writeAttribute("file", readable(file.file()));
    xml.writeAttribute("time", seconds(time));
  }

  private static void failures(
      XMLStreamWriter xml, FileResult file, List<UnmetExpectation> failures)
      throws XMLStreamException {
    if (failures.isEmpty()) {
      return;
    }
    xml.writeStartElement("failure");
    xml.writeAttribute("message", readable(failures.getFirst().message()));
    StringBuilder all = new StringBuilder();
    for (UnmetExpectation failure : failures) {
      all.append("%s:%d %s%n".formatted(file.file(), failure.line(), failure.message()));
      failure.details().forEach(detail -> all.append("  ").append(detail).append('\n'));
    }
    xml.writeCharacters(readable(all.toString()));
    xml.writeEndElement();
  }

  /** Without the characters that XML does not have. */
  private static String readable(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�");
  }

  private static String seconds(Duration time) {
    return "%.3f".formatted(time.toNanos() / 1e9);
  }
}
