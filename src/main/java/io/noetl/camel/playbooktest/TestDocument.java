package io.noetl.camel.playbooktest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.RepresentToNode;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes a {@code kind: PlaybookTest} document of one test. */
final class TestDocument {
  private static final int WIDTH = 120;

  private TestDocument() {}

  /**
   * The document.
   *
   * @param playbook the playbook's file, as seen from that of the test
   * @param test its members
   */
  static String of(String playbook, Map<String, ? extends @Nullable Object> test) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "noetl.io/v2");
    document.put("kind", TestParser.KIND);
    document.put("playbook", playbook);
    document.put("tests", List.of(test));
    Object plain = Values.mapped(document, TestDocument::withoutExponent);
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.AUTO)
            .setWidth(WIDTH)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings, new Texts(settings)).dumpToString(plain);
  }

  /** Quotes texts that one reader of YAML or another takes for something else. */
  private static final class Texts extends StandardRepresenter {
    private static final Pattern ODD = Pattern.compile("(?i)y|n|yes|no|on|off|[-+.]?\\d.*");

    Texts(DumpSettings settings) {
      super(settings);
      RepresentToNode plain = Objects.requireNonNull(representers.get(String.class));
      representers.put(
          String.class,
          data ->
              ODD.matcher(data.toString()).matches()
                  ? representScalar(Tag.STR, data.toString(), ScalarStyle.DOUBLE_QUOTED)
                  : plain.representData(data));
    }
  }

  /** A number with an exponent is a text to some readers of YAML. */
  private static @Nullable Object withoutExponent(@Nullable Object value) {
    if (!(value instanceof Double number) || number.isNaN() || number.isInfinite()) {
      return value;
    }
    String text = new BigDecimal(number.toString()).toPlainString();
    return new BigDecimal(text.contains(".") ? text : text + ".0");
  }

  /**
   * A path that both of two runs take. Steps that began in another order run side by side.
   *
   * @param real the steps of one
   * @param trial the steps of the other
   */
  static List<Object> path(List<String> real, List<String> trial) {
    List<Object> path = new ArrayList<>();
    int begin = 0;
    while (begin < real.size()) {
      int end = begin + 1;
      while (end < real.size() && !areSame(real, trial, begin, end)) {
        end++;
      }
      if (end == begin + 1 || !areSame(real, trial, begin, end)) {
        path.addAll(real.subList(begin, end));
      } else {
        path.add(Map.of("any_order", real.subList(begin, end)));
      }
      begin = end;
    }
    return path;
  }

  private static boolean areSame(List<String> real, List<String> trial, int begin, int end) {
    return end <= trial.size()
        && real.subList(begin, end).stream()
            .sorted()
            .toList()
            .equals(trial.subList(begin, end).stream().sorted().toList());
  }
}
