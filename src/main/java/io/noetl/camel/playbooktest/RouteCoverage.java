package io.noetl.camel.playbooktest;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.compiler.RouteNames;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.support.PluginHelper;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Writes coverage as Camel's tests dump that of routes: the routes in Camel's XML, and on each node
 * how many exchanges came by. Whatever reads {@code target/camel-route-coverage} reads it.
 */
public final class RouteCoverage {
  private static final String COUNT = "exchangesTotal";

  private final Coverage coverage;
  private final CompiledPlaybook compiled;
  private final Map<String, Integer> steps;

  private RouteCoverage(Coverage coverage, CompiledPlaybook compiled) {
    this.coverage = coverage;
    this.compiled = compiled;
    this.steps = coverage.steps();
  }

  /** Gives the coverage of each playbook's routes. */
  public static String xml(List<FileResult> results) {
    PlaybookCompiler compiler =
        new PlaybookCompiler(
            new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      DocumentBuilder builder = builder();
      Document all = builder.newDocument();
      Element root = all.createElement("testRouteCoverage");
      all.appendChild(root);
      int test = 0;
      for (FileResult result : results) {
        Optional<Coverage> coverage = result.coverage();
        if (coverage.isPresent()) {
          CompiledPlaybook compiled =
              compiler.compile(coverage.get().text(), coverage.get().file(), "test" + test++);
          root.appendChild(test(all, result));
          root.appendChild(
              all.importNode(
                  new RouteCoverage(coverage.get(), compiled).routes(context, builder), true));
        }
      }
      return text(all);
    } catch (IOException | SAXException | ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("The coverage of routes can't be written", e);
    }
  }

  private static DocumentBuilder builder() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder();
  }

  private static Element test(Document all, FileResult result) {
    Element test = all.createElement("test");
    long millis = result.tests().stream().mapToLong(each -> each.real().toMillis()).sum();
    for (Map.Entry<String, String> detail :
        List.of(
            Map.entry("class", result.file()),
            Map.entry("method", "tests"),
            Map.entry("time", Long.toString(millis)))) {
      Element element = all.createElement(detail.getKey());
      element.setTextContent(detail.getValue());
      test.appendChild(element);
    }
    return test;
  }

  private Element routes(DefaultCamelContext context, DocumentBuilder builder)
      throws IOException, SAXException {
    RoutesDefinition definition = new RoutesDefinition();
    definition.setRoutes(compiled.routes());
    String xml;
    try {
      xml = PluginHelper.getModelToXMLDumper(context).dumpModelAsXml(context, definition);
    } catch (Exception e) {
      throw new IOException("Camel can't write the routes of " + coverage.file(), e);
    }
    Document document = builder.parse(new InputSource(new StringReader(xml)));
    Element routes = document.getDocumentElement();
    document.removeChild(routes);
    Element root = document.createElement("camelContextRouteCoverage");
    root.setAttribute("id", coverage.file());
    root.setAttribute(COUNT, Integer.toString(most(steps)));
    root.setAttribute("totalProcessingTime", "0");
    root.appendChild(routes);
    for (Element route : children(routes)) {
      route.setAttribute("customId", "true");
      String first = firstStep(route).orElse("");
      count(route, times(first));
      inRoute(route, first);
    }
    return root;
  }

  private static int most(Map<String, Integer> steps) {
    return steps.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /**
   * Counts the nodes of a route, or of a block in it.
   *
   * @param before the step that the block comes behind
   * @return how often any way out of it was taken; -1 where none leads out
   */
  private int inRoute(Element block, String before) {
    String last = before;
    int ways = -1;
    for (Element node : children(block)) {
      int times = times(last);
      switch (node.getTagName()) {
        case "step" -> {
          last = node.getAttribute("id");
          times = times(last);
          ways = Math.max(ways, times);
          inRoute(node, last);
        }
        case "to" -> {
          Optional<String> target = target(node.getAttribute("uri"));
          if (target.isPresent()) {
            times = arcs(last, target.get());
            ways = Math.max(ways, times);
          }
        }
        case "when", "otherwise" -> {
          int way = inRoute(node, last);
          times = way < 0 ? times : way;
          ways = Math.max(ways, times);
        }
        default -> {
          if (node.getTagName().equals("split")) {
            last = firstStep(node).orElse(last);
            times = times(last);
          }
          ways = Math.max(ways, inRoute(node, last));
        }
      }
      count(node, times);
    }
    return ways;
  }

  private static void count(Element node, int times) {
    node.setAttribute(COUNT, Integer.toString(times));
    node.setAttribute("exchangesFailed", "0");
  }

  private int times(String step) {
    return steps.getOrDefault(step, 0);
  }

  private int arcs(String from, String to) {
    return coverage.arcs().entrySet().stream()
        .filter(arc -> arc.getKey().from().equals(from) && arc.getKey().to().equals(to))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** The step that begins where a node leads to. */
  private Optional<String> target(String uri) {
    return compiled.playbook().steps().stream()
        .filter(step -> uri.equals(RouteNames.step(compiled.key(), step.pointer())))
        .map(Step::name)
        .findFirst();
  }

  private static Optional<String> firstStep(Element element) {
    for (Element child : children(element)) {
      Optional<String> step =
          child.getTagName().equals("step")
              ? Optional.of(child.getAttribute("id"))
              : firstStep(child);
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static String text(Document document) throws TransformerException {
    TransformerFactory factory = TransformerFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    Transformer transformer = factory.newTransformer();
    transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
    StringWriter text = new StringWriter();
    transformer.transform(new DOMSource(document), new StreamResult(text));
    return text + "\n";
  }
}
