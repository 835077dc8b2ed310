package io.noetl.camel.tool.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Answers of S3. */
final class S3Xml {
  private static final String OBJECT = "Contents";
  private static final String LISTING = "ListBucketResult";

  /** The name of the outermost element, which no element has. */
  private static final String ROOT = "";

  private final XMLInputFactory factory = XMLInputFactory.newFactory();

  S3Xml() {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  /** A page of a listing. */
  S3Page page(InputStream answer) throws IOException {
    List<Map<String, String>> objects = new ArrayList<>();
    Map<String, String> own = fields(answer, objects);
    if (!LISTING.equals(own.get(ROOT))) {
      // what says nothing of objects must not be read as a bucket that has none
      throw new IOException("The answer is no listing: it begins with " + own.get(ROOT));
    }
    boolean encoded = "url".equals(own.get("EncodingType"));
    List<S3Object> read = new ArrayList<>(objects.size());
    for (Map<String, String> object : objects) {
      read.add(object(object, encoded));
    }
    String next = own.getOrDefault("NextContinuationToken", "");
    boolean more = "true".equals(own.get("IsTruncated"));
    if (more && next.isEmpty()) {
      throw new IOException(
          "The listing has further pages and no token for them: the server does not know"
              + " list-type=2");
    }
    return new S3Page(read, more ? next : null);
  }

  private static S3Object object(Map<String, String> fields, boolean encoded) throws IOException {
    String key = fields.getOrDefault("Key", "");
    try {
      return new S3Object(
          encoded ? URLDecoder.decode(key, StandardCharsets.UTF_8) : key,
          fields.getOrDefault("ETag", "").replace("\"", ""),
          Long.parseLong(fields.getOrDefault("Size", "0")),
          Instant.parse(fields.getOrDefault("LastModified", "")));
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new IOException("The listing has an object that can't be read: " + fields, e);
    }
  }

  /** The members of an error: its code and its message. */
  Map<String, String> error(InputStream answer) throws IOException {
    return fields(answer, new ArrayList<>());
  }

  /** The texts at the second level; those of objects one deeper. */
  private Map<String, String> fields(InputStream answer, List<Map<String, String>> objects)
      throws IOException {
    Map<String, String> own = new HashMap<>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(answer);
      int depth = 0;
      Map<String, String> object = null;
      StringBuilder text = new StringBuilder();
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            depth++;
            text.setLength(0);
            if (depth == 1) {
              own.put(ROOT, xml.getLocalName());
            }
            if (depth == 2) {
              object = xml.getLocalName().equals(OBJECT) ? new HashMap<>() : null;
              if (object != null) {
                objects.add(object);
              }
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.append(xml.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            if (depth == 2 && object == null) {
              own.put(xml.getLocalName(), text.toString());
            } else if (depth == 3 && object != null) {
              object.put(xml.getLocalName(), text.toString());
            }
            depth--;
          }
          default -> {
            // nothing that is asked for
          }
        }
      }
      return own;
    } catch (XMLStreamException e) {
      throw new IOException("The answer is no XML: " + e.getMessage(), e);
    }
  }
}
