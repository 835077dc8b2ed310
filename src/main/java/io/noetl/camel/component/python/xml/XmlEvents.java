package io.noetl.camel.component.python.xml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * What is in a document, in order. Each is a list: the name of expat's handler, the line, the
 * column, what the handler is given; a name is {@code [namespace, local name, prefix]}.
 */
final class XmlEvents extends DefaultHandler2 {
  private final boolean namespaces;
  private final List<Object> all = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable Locator locator;
  private boolean declared;

  XmlEvents(boolean namespaces) {
    this.namespaces = namespaces;
  }

  List<Object> all() {
    flush();
    return all;
  }

  int line() {
    return locator == null ? 1 : locator.getLineNumber();
  }

  int column() {
    return locator == null ? 1 : locator.getColumnNumber();
  }

  private void add(String handler, @Nullable Object... given) {
    flush();
    put(handler, given);
  }

  private void put(String handler, @Nullable Object... given) {
    List<@Nullable Object> event = new ArrayList<>(given.length + 3);
    event.add(handler);
    event.add(line());
    event.add(Math.max(0, column() - 1));
    event.addAll(Arrays.asList(given));
    all.add(event);
  }

  /** Text comes in pieces. */
  private void flush() {
    if (!text.isEmpty()) {
      String whole = text.toString();
      text.setLength(0);
      put("CharacterData", whole);
    }
  }

  @Override
  public void setDocumentLocator(Locator newLocator) {
    locator = newLocator;
  }

  @Override
  public void declaration(String version, @Nullable String encoding, @Nullable String standalone) {
    if (!declared) {
      declared = true;
      int alone = standalone == null ? -1 : standalone.equals("yes") ? 1 : 0;
      add("XmlDecl", version, encoding, alone);
    }
  }

  @Override
  public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
    add("StartDoctypeDecl", name, systemId, publicId, 0);
  }

  @Override
  public void endDTD() {
    add("EndDoctypeDecl");
  }

  @Override
  public void startPrefixMapping(String prefix, String uri) {
    add("StartNamespaceDecl", prefix.isEmpty() ? null : prefix, uri.isEmpty() ? null : uri);
  }

  @Override
  public void endPrefixMapping(String prefix) {
    add("EndNamespaceDecl", prefix.isEmpty() ? null : prefix);
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < attributes.getLength(); i++) {
      values.add(name(attributes.getURI(i), attributes.getLocalName(i), attributes.getQName(i)));
      values.add(attributes.getValue(i));
    }
    add("StartElement", name(uri, local, qualified), values);
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    add("EndElement", name(uri, local, qualified));
  }

  private Object name(String uri, String local, String qualified) {
    if (!namespaces || uri.isEmpty()) {
      return qualified;
    }
    int colon = qualified.indexOf(':');
    return List.of(uri, local, colon < 0 ? "" : qualified.substring(0, colon));
  }

  @Override
  public void characters(char[] signs, int start, int length) {
    text.append(signs, start, length);
  }

  @Override
  public void ignorableWhitespace(char[] signs, int start, int length) {
    text.append(signs, start, length);
  }

  @Override
  public void processingInstruction(String target, @Nullable String data) {
    add("ProcessingInstruction", target, data == null ? "" : data);
  }

  @Override
  public void comment(char[] signs, int start, int length) {
    add("Comment", new String(signs, start, length));
  }

  @Override
  public void startCDATA() {
    add("StartCdataSection");
  }

  @Override
  public void endCDATA() {
    add("EndCdataSection");
  }

  @Override
  public void skippedEntity(String name) {
    add("SkippedEntity", name, 0);
  }

  /** There is nothing outside of the document. */
  @Override
  public InputSource resolveEntity(
      @Nullable String name,
      @Nullable String publicId,
      @Nullable String base,
      @Nullable String systemId) {
    return new InputSource(new StringReader(""));
  }

  @Override
  public InputSource resolveEntity(@Nullable String publicId, @Nullable String systemId) {
    return new InputSource(new StringReader(""));
  }

  @Override
  public void fatalError(SAXParseException problem) throws SAXParseException {
    throw problem;
  }
}
