package io.conttune.controller.config.yaml;

import io.conttune.controller.config.setting.Given;
import io.conttune.controller.config.setting.Position;
import java.util.IdentityHashMap;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the nodes of one YAML document into values with positions. What an alias names is turned
 * once, however often it is named, so that a few aliases cannot make a huge document.
 */
final class GivenNodes {
  private final IdentityHashMap<Node, Given> done = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Node> open = new IdentityHashMap<>();

  private final String file;

  /** Nodes of the file of this name. */
  GivenNodes(String file) {
    this.file = file;
  }

  /**
   * The value of a node.
   *
   * @throws MarkedYAMLException if a value is a part of itself
   */
  Given given(Node node) {
    Given known = done.get(node);
    if (known != null) {
      return known;
    }
    if (open.put(node, node) != null) {
      throw new PartOfItselfException(node.getStartMark());
    }
    Given given = turned(node);
    open.remove(node);
    done.put(node, given);
    return given;
  }

  private Given turned(Node node) {
    Position position = position(file, node.getStartMark());
    if (node instanceof MappingNode mapping) {
      return new Given.Mapping(
          position,
          mapping.getValue().stream()
              .map(entry -> new Given.Entry(given(entry.getKeyNode()), given(entry.getValueNode())))
              .toList());
    }
    if (node instanceof SequenceNode list) {
      return new Given.Items(position, list.getValue().stream().map(this::given).toList());
    }
    ScalarNode scalar = (ScalarNode) node;
    return scalar.getTag().equals(Tag.NULL)
        ? new Given.Empty(position)
        : new Given.Scalar(position, scalar.getValue(), !scalar.isPlain());
  }

  /** Marks count from 0, people from 1. */
  static Position position(String file, Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static final class PartOfItselfException extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    PartOfItselfException(Mark mark) {
      super(null, null, "a value is a part of itself", mark);
    }
  }
}
