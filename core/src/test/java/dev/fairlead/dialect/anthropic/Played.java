package dev.fairlead.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Collector;
import dev.fairlead.json.Raw;
import dev.fairlead.model.Event;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.model.Response;
import dev.fairlead.sse.SseScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream as the reader turns it into events. */
record Played(List<Event> events) {
  static Played of(String sse) {
    var bytes = sse.getBytes(StandardCharsets.UTF_8);
    return of(bytes, bytes.length);
  }

  /** The stream in two pieces. */
  static Played of(byte[] sse, int cut) {
    var events = new ArrayList<Event>();
    var reader = new StreamReader(Family.ANTHROPIC, events::add);
    var scan = new SseScan(1 << 22);
    SseScan.Sink sink = (data, from, to, _) -> reader.event("", data, from, to);
    scan.feed(sse, 0, cut, sink);
    scan.feed(sse, cut, sse.length, sink);
    scan.finish(sink);
    reader.end();
    return new Played(events);
  }

  /** What all events together are; the grammar is checked on the way. */
  Response response() {
    grammar();
    var collector = new Collector();
    events.forEach(collector);
    assertThat(collector.failure()).isNull();
    return collector.response();
  }

  /** One start, an end for each item, one end of the choice, one end of all and nothing behind. */
  void grammar() {
    assertThat(events.getFirst()).isInstanceOf(Event.Start.class);
    assertThat(events.stream().filter(e -> e instanceof Event.Start)).hasSize(1);
    var begun = new ArrayList<Integer>();
    var ended = new ArrayList<Integer>();
    for (var event : events) {
      switch (event) {
        case Event.ItemStart(_, int item, _) -> begun.add(item);
        case Event.ItemEnd(_, int item, _) -> ended.add(item);
        default -> {}
      }
    }
    assertThat(ended).containsExactlyInAnyOrderElementsOf(begun);
    for (int i = 0; i < begun.size(); i++) {
      assertThat(begun.get(i)).isEqualTo(i);
    }
    var last = events.getLast();
    assertThat(last).isInstanceOfAny(Event.End.class, Event.Fail.class);
    assertThat(events.stream().filter(e -> e instanceof Event.End || e instanceof Event.Fail))
        .hasSize(1);
    assertThat(events.stream().filter(e -> e instanceof Event.ChoiceEnd))
        .hasSize(last instanceof Event.End ? 1 : 0);
  }

  String text() {
    return text(response());
  }

  static String text(Response response) {
    var out = new StringBuilder();
    for (var item : response.choices().getFirst().items()) {
      if (item instanceof Item.Assistant said) {
        for (var part : said.parts()) {
          out.append(part instanceof Part.Text t ? t.text() : "");
        }
      }
    }
    return out.toString();
  }

  static String calls(Response response) {
    var out = new StringBuilder();
    for (var item : response.choices().getFirst().items()) {
      if (item instanceof Item.ToolCall call) {
        out.append(call.callId())
            .append(call.name())
            .append(Canon.any(new Raw(call.input()).node()));
      }
    }
    return out.toString();
  }

  static String thoughts(Response response) {
    var out = new StringBuilder();
    for (var item : response.choices().getFirst().items()) {
      if (item instanceof Item.Reasoning thought) {
        var opaque = thought.opaque();
        out.append(thought.shown()).append(opaque == null ? "" : opaque.data());
      }
    }
    return out.toString();
  }
}
