package dev.fairlead.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document (JSON is YAML too) into nodes that know their place.
 *
 * <p>Bounded: {@value #MAX_DEPTH} levels and {@value #MAX_NODES} nodes, where each use of an anchor
 * counts as often as what it stands for, so that a few lines cannot grow into gigabytes. Tags,
 * second documents, and keys that are not scalars are refused.
 */
public final class YamlReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 200_000;
  private static final int MAX_LENGTH = 16 << 20;

  private record Anchored(YamlNode node, int nodes) {}

  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int nodes;

  private YamlReader(Iterator<Event> events) {
    this.events = events;
  }

  /** The document; a plain empty scalar if the text holds none. */
  public static YamlNode read(String text) {
    var settings = LoadSettings.builder().setCodePointLimit(MAX_LENGTH).build();
    try {
      return new YamlReader(new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw marked(e);
    } catch (ReaderException e) {
      throw unreadable(text, e);
    } catch (YamlEngineException _) {
      throw new YamlException(1, 1, "not YAML");
    }
  }

  private YamlNode document() {
    events.next();
    var start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      return new YamlNode.Scalar("", true, new YamlNode.Span(1, 1, 1, 1));
    }
    var root = node(events.next(), 0);
    events.next();
    var next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw at(next, "a second document begins (expected: one document)");
    }
    return root;
  }

  private YamlNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw at(event, "nested too deep (expected: at most %d levels)".formatted(MAX_DEPTH));
    }
    int before = nodes;
    count(event, 1);
    return switch (event) {
      case AliasEvent alias -> resolved(alias);
      case ScalarEvent scalar -> anchored(scalar, before, scalar(scalar));
      case CollectionStartEvent start -> anchored(start, before, collection(start, depth));
      default -> throw at(event, "not a value");
    };
  }

  private YamlNode collection(CollectionStartEvent start, int depth) {
    refuseTag(start, start.getTag());
    return start.getEventId() == Event.ID.SequenceStart ? items(start, depth) : map(start, depth);
  }

  private YamlNode items(Event start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    var next = events.next();
    while (next.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(next, depth + 1));
      next = events.next();
    }
    return new YamlNode.Items(items, span(start, next));
  }

  private YamlNode map(Event start, int depth) {
    List<YamlNode.Member> members = new ArrayList<>();
    var next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      var at = next;
      if (!(node(at, depth + 1) instanceof YamlNode.Scalar key)) {
        throw at(at, "a key is a list or a mapping (expected: text)");
      }
      members.add(new YamlNode.Member(key, node(events.next(), depth + 1)));
      next = events.next();
    }
    return new YamlNode.Members(members, span(start, next));
  }

  private static YamlNode.Scalar scalar(ScalarEvent event) {
    refuseTag(event, event.getTag());
    return new YamlNode.Scalar(event.getValue(), event.isPlain(), span(event, event));
  }

  private YamlNode anchored(NodeEvent event, int before, YamlNode node) {
    int size = nodes - before;
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, size)));
    return node;
  }

  private YamlNode resolved(AliasEvent alias) {
    var known = anchors.get(alias.getAlias());
    if (known == null) {
      throw at(alias, "an alias without its anchor (expected: an anchor further up, complete)");
    }
    count(alias, known.nodes() - 1);
    return known.node();
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw at(event, "too many values (expected: at most %,d)".formatted(MAX_NODES));
    }
  }

  private static void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw at(event, "a tag (expected: none; put text in quotes)");
    }
  }

  private static YamlNode.Span span(Event start, Event end) {
    var from = start.getStartMark().orElseThrow();
    var to = end.getEndMark().orElseThrow();
    return new YamlNode.Span(
        from.getLine() + 1, from.getColumn() + 1, to.getLine() + 1, to.getColumn() + 1);
  }

  private static YamlException at(Event event, String message) {
    var span = span(event, event);
    return new YamlException(span.line(), span.column(), message);
  }

  /** The engine's own message would quote the line; its bare problem names single characters. */
  private static YamlException marked(MarkedYamlEngineException e) {
    boolean unclosed = e.getProblem().contains("unexpected end of stream");
    var mark =
        unclosed
            ? e.getContextMark().or(e::getProblemMark)
            : e.getProblemMark().or(e::getContextMark);
    return new YamlException(
        mark.map(m -> m.getLine() + 1).orElse(1),
        mark.map(m -> m.getColumn() + 1).orElse(1),
        YamlTrouble.plainly(e.getProblem()));
  }

  private static YamlException unreadable(String text, ReaderException e) {
    int end = Math.clamp(text.length(), 0, Math.max(0, e.getPosition()));
    int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    int column = end - text.lastIndexOf('\n', Math.max(0, end - 1));
    return new YamlException(
        line, Math.max(1, column), "a character that YAML does not allow, " + named(e));
  }

  private static String named(ReaderException e) {
    return String.format(Locale.ROOT, "U+%04X", e.getCodePoint());
  }
}
