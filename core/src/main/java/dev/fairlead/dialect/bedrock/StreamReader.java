package dev.fairlead.dialect.bedrock;

import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Outbound.EventReader;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.JsonWriter;
import dev.fairlead.json.Node;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Citation;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of frames. Blocks come one after the other; one of text or thoughts begins with
 * its first delta. Neighbouring texts become one item. Not thread-safe; one for each answer.
 */
final class StreamReader implements EventReader {
  private static final String EXCEPTION = "exception:";
  private static final int NONE = -1;

  private final String model;
  private final ModelTraits traits;
  private final Assembler out;
  private final Map<String, Raw> extras = new LinkedHashMap<>(0);
  private final List<Citation> cited = new ArrayList<>(0);
  private @Nullable Finish finish;
  private boolean any;

  /** The item of texts, as long as blocks of text follow one another. */
  private int said = NONE;

  private int part = NONE;
  private int begin;
  private int length;

  /** What kind the open block is; null if none is open. */
  private @Nullable Block open;

  private int index = NONE;

  /** The item of the open block that is no text. */
  private int item = NONE;

  private final StringBuilder collected = new StringBuilder(0);
  private final ByteArrayOutputStream blob = new ByteArrayOutputStream(0);

  /** How the open block, one of a tool that the provider runs, or a picture, began. */
  private @Nullable Node start;

  private enum Block {
    TEXT,
    REASONING,
    REDACTED,
    CALL,
    HOSTED_CALL,
    HOSTED_RESULT,
    IMAGE
  }

  StreamReader(String model, ModelTraits traits, Consumer<Event> out) {
    this.model = model;
    this.traits = traits;
    this.out = new Assembler(out);
  }

  @Override
  public void event(String type, byte[] data, int from, int to) {
    if (from == to || out.over()) {
      return;
    }
    try {
      var root = Node.lenient(data, from, to);
      if (type.startsWith(EXCEPTION)) {
        var name = type.substring(EXCEPTION.length());
        out.fail(Cause.ERROR_INSIDE, Errors.status(name), Errors.message(root));
      } else if (type.isEmpty()) {
        for (var wrapped : root) {
          event(wrapped.name(), wrapped);
        }
      } else {
        event(type, root);
      }
    } catch (JsonFault e) {
      out.fail(Cause.GARBLED, 0, "an event of the stream is not JSON: " + e.getMessage());
    }
  }

  private void event(String type, Node event) {
    if (!event.isObject()) {
      return;
    }
    switch (type) {
      case "messageStart" -> begun();
      case "contentBlockStart" -> blockStart(event);
      case "contentBlockDelta" -> {
        var delta = event.get("delta");
        if (delta != null && delta.isObject()) {
          delta((int) event.number("contentBlockIndex", 0), delta);
        }
      }
      case "contentBlockStop" -> {
        close();
        index = NONE;
      }
      case "messageStop" -> {
        begun();
        close();
        saidAll();
        finish = Stops.read(event.text("stopReason"), out.called(0), any);
        out.finish(0, finish);
        extras.putAll(AnswerReader.extras(event));
      }
      case "metadata" -> metadata(event);
      default -> {
        if (type.endsWith("Exception")) {
          out.fail(Cause.ERROR_INSIDE, Errors.status(type), Errors.message(event));
        }
      }
    }
  }

  private void begun() {
    if (!out.started()) {
      out.start("", model, 0, Usage.NONE, "");
    }
  }

  /** The last event of a stream; usage is told nowhere else. */
  private void metadata(Node event) {
    begun();
    var usage = Counts.read(event.get("usage"));
    if (usage.reported()) {
      out.usage(usage);
    }
    extras.putAll(AnswerReader.extras(event));
    var tier = event.raw("serviceTier");
    if (tier != null) {
      extras.put("serviceTier", tier);
    }
    if (finish != null) {
      out.end(extras);
    }
  }

  private void blockStart(Node event) {
    begun();
    close();
    index = (int) event.number("contentBlockIndex", 0);
    var begins = event.get("start");
    if (begins == null) {
      return;
    }
    for (var member : begins) {
      switch (member.name()) {
        case "toolUse" -> {
          if (member.text("type").equals("server_tool_use")) {
            collect(Block.HOSTED_CALL, member);
          } else {
            saidAll();
            open(Block.CALL);
            item =
                out.open(0, new Item.ToolCall(member.text("toolUseId"), member.text("name"), ""));
          }
        }
        case "toolResult" -> collect(Block.HOSTED_RESULT, member);
        case "image" -> collect(Block.IMAGE, member);
        default -> {
          // A kind of block that is not known yet: its deltas say nothing either.
        }
      }
    }
  }

  private void open(Block block) {
    open = block;
    any = true;
  }

  private void collect(Block block, Node begins) {
    open(block);
    start = begins;
    collected.setLength(0);
    blob.reset();
  }

  private void delta(int at, Node delta) {
    begun();
    if (at != index) {
      close();
      index = at;
    }
    for (var member : delta) {
      switch (member.name()) {
        case "text" -> text(member.text());
        case "reasoningContent" -> reasoning(member);
        case "toolUse" -> input(member.text("input"));
        case "citation" -> {
          text("");
          cited.add(Citations.read(member, begin, begin));
        }
        case "toolResult" -> {
          for (var piece : member) {
            collected.append(collected.isEmpty() ? "" : ",").append(piece.raw().text());
          }
        }
        case "image" -> {
          var source = member.get("source");
          blob.writeBytes(Blobs.bytes(source == null ? "" : source.text("bytes")));
        }
        default -> {
          // Not known yet.
        }
      }
    }
  }

  private void text(String more) {
    if (open != Block.TEXT) {
      close();
      if (more.isEmpty()) {
        return;
      }
      open(Block.TEXT);
      if (said == NONE) {
        said = out.open(0, new Item.Assistant(List.of()));
        part = NONE;
        length = 0;
      }
      part++;
      begin = length;
    }
    length += more.length();
    out.text(0, said, part, more);
  }

  private void reasoning(Node thought) {
    var redacted = thought.text("redactedContent");
    if (!redacted.isEmpty()) {
      become(Block.REDACTED);
      blob.writeBytes(Blobs.bytes(redacted));
      return;
    }
    become(Block.REASONING);
    out.reasoning(0, item, false, 0, thought.text("text"));
    collected.append(thought.text("signature"));
  }

  private void become(Block block) {
    if (open != block) {
      close();
      saidAll();
      open(block);
      collected.setLength(0);
      blob.reset();
      item =
          block == Block.REASONING
              ? out.open(0, new Item.Reasoning("", List.of(), List.of(), null))
              : NONE;
    }
  }

  private void input(String more) {
    if (open == Block.CALL) {
      out.input(0, item, more);
    } else if (open == Block.HOSTED_CALL) {
      collected.append(more);
    }
  }

  /** The texts so far are a whole item. */
  private void saidAll() {
    if (said != NONE) {
      out.close(0, said);
      said = NONE;
    }
  }

  /** The open block is complete. */
  private void close() {
    var block = open;
    open = null;
    if (block == null) {
      return;
    }
    switch (block) {
      case TEXT -> {
        for (var citation : cited) {
          out.cite(0, said, part, citation.at(begin, length));
        }
      }
      case REASONING -> {
        if (!collected.isEmpty()) {
          out.opaque(0, item, AnswerReader.signature(collected.toString(), model, traits));
        }
        out.close(0, item);
      }
      case REDACTED -> {
        var opaque = Blobs.redacted(blob.toByteArray(), model, traits);
        whole(new Item.Reasoning("", List.of(), List.of(), opaque));
      }
      case CALL -> {
        if (out.inputSoFar(0, item).isEmpty()) {
          out.input(0, item, "{}");
        }
        out.close(0, item);
      }
      case HOSTED_CALL -> hosted("toolUse", "input", Inputs.object(collected.toString()).text());
      case HOSTED_RESULT -> hosted("toolResult", "content", "[" + collected + "]");
      case IMAGE -> picture();
    }
    cited.clear();
    item = NONE;
  }

  private void whole(Item whole) {
    saidAll();
    out.close(0, out.open(0, whole), whole);
  }

  private void hosted(String kind, String content, String value) {
    var begins = start;
    if (begins == null) {
      return;
    }
    var json = new JsonWriter().object().object(kind);
    for (var member : begins) {
      json.name(member.name()).raw(member.raw());
    }
    json.put(content, new Raw(value)).end().end();
    var type = begins.text("type");
    whole(
        new Item.HostedCall(
            BedrockConverse.ID,
            type.isEmpty() ? kind : type,
            begins.text("toolUseId"),
            json.toRaw(),
            null));
  }

  private void picture() {
    var begins = start;
    if (said == NONE) {
      said = out.open(0, new Item.Assistant(List.of()));
      part = NONE;
      length = 0;
    }
    var format = begins == null ? "" : begins.text("format");
    out.part(
        0,
        said,
        AnswerReader.picture(format, Base64.getEncoder().encodeToString(blob.toByteArray())));
  }

  @Override
  public void end() {
    if (out.over()) {
      return;
    }
    if (finish == null) {
      stop(Cause.CUT, "the stream ended before the message did");
    } else {
      out.end(extras);
    }
  }

  @Override
  public void stop(Cause cause, String why) {
    if (!out.over()) {
      close();
      out.fail(cause, 0, why);
    }
  }
}
