package io.noetl.camel.cli.upgrade;

import io.noetl.camel.playbook.SourceMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Where the members of a document stand in its text, by JSON pointer. */
final class YamlTree {
  private final String text;
  private final Map<String, Member> members = new HashMap<>();

  /**
   * A member of a map.
   *
   * @param key where its key begins
   * @param keyEnd where its key ends
   * @param end where its value ends, without the blanks and comments behind it
   * @param column of the key, from 0
   * @param inFlow whether its map is written in braces
   */
  record Member(int key, int keyEnd, int end, int column, boolean inFlow) {}

  private YamlTree(String text) {
    this.text = text;
  }

  /** The members of a document that can be read. */
  static YamlTree of(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .setUseMarks(true)
            .build();
    YamlTree tree = new YamlTree(text);
    new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
        .getSingleNode()
        .ifPresent(root -> tree.add(root, ""));
    return tree;
  }

  /** A member; null where there is none. */
  @Nullable Member find(String pointer) {
    return members.get(pointer);
  }

  Member get(String pointer) {
    return Objects.requireNonNull(members.get(pointer), pointer);
  }

  private void add(Node node, String pointer) {
    switch (node) {
      case MappingNode map -> {
        for (NodeTuple tuple : map.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            String child = SourceMap.child(pointer, key.getValue());
            Mark start = key.getStartMark().orElseThrow();
            members.put(
                child,
                new Member(
                    index(start),
                    index(key.getEndMark().orElseThrow()),
                    Math.max(end(tuple.getValueNode()), index(key.getEndMark().orElseThrow())),
                    start.getColumn(),
                    map.getFlowStyle() == FlowStyle.FLOW));
            add(tuple.getValueNode(), child);
          }
        }
      }
      case SequenceNode list -> {
        for (int i = 0; i < list.getValue().size(); i++) {
          add(list.getValue().get(i), SourceMap.child(pointer, i));
        }
      }
      default -> {}
    }
  }

  /** Where a value ends: of one in lines that is where the last of its own values does. */
  private int end(Node node) {
    List<Node> last =
        switch (node) {
          case MappingNode map when map.getFlowStyle() == FlowStyle.BLOCK ->
              map.getValue().stream().map(NodeTuple::getValueNode).toList();
          case SequenceNode list when list.getFlowStyle() == FlowStyle.BLOCK -> list.getValue();
          default -> List.of();
        };
    if (!last.isEmpty()) {
      return end(last.getLast());
    }
    int end = index(node.getEndMark().orElseThrow());
    boolean block =
        node instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    while (block && end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private int index(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
