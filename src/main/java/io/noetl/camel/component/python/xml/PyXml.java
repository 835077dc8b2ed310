package io.noetl.camel.component.python.xml;

import io.noetl.camel.component.python.marshal.MarshalWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * Reads a document for {@code pyexpat}. Nothing outside of the document is read, and what its
 * entities become is bounded.
 */
public final class PyXml {
  private static final String FEATURES = "http://xml.org/sax/features/";
  private static final String PROPERTIES = "http://xml.org/sax/properties/";

  /**
   * Reads one.
   *
   * @param document its bytes, one a character
   * @param encoding what they are, whatever the document says; null for what it says
   * @param namespaces whether names are put together with the addresses of their namespaces
   * @return in marshal form: what is in it, in order; why it can't be read on, or None; the line,
   *     and the column from 0 on, where that is
   */
  @HostAccess.Export
  public String parse(String document, @Nullable String encoding, boolean namespaces) {
    XmlEvents events = new XmlEvents(namespaces);
    InputSource source =
        new InputSource(new ByteArrayInputStream(document.getBytes(StandardCharsets.ISO_8859_1)));
    source.setEncoding(encoding);
    try {
      reader(events, namespaces).parse(source);
      return reply(events, null, events.line(), events.column());
    } catch (SAXParseException e) {
      return reply(events, e.getMessage(), e.getLineNumber(), e.getColumnNumber());
    } catch (SAXException | IOException | ParserConfigurationException e) {
      return reply(events, String.valueOf(e.getMessage()), events.line(), events.column());
    }
  }

  private static String reply(XmlEvents events, @Nullable String problem, int line, int column) {
    return MarshalWriter.latin1(
        Arrays.asList(events.all(), problem, Math.max(1, line), Math.max(0, column - 1)));
  }

  private static XMLReader reader(XmlEvents events, boolean namespaces)
      throws SAXException, ParserConfigurationException {
    SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setNamespaceAware(namespaces);
    XMLReader reader = factory.newSAXParser().getXMLReader();
    reader.setFeature(FEATURES + "external-general-entities", false);
    reader.setFeature(FEATURES + "external-parameter-entities", false);
    reader.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    reader.setProperty(PROPERTIES + "lexical-handler", events);
    reader.setContentHandler(events);
    reader.setErrorHandler(events);
    reader.setEntityResolver(events);
    return reader;
  }
}
