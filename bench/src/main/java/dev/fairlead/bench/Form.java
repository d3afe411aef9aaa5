package dev.fairlead.bench;

import dev.fairlead.bench.load.Expected;
import dev.fairlead.bench.load.Target;
import dev.fairlead.bench.origin.Answers;
import dev.fairlead.bench.origin.Pace;
import dev.fairlead.bench.peer.Peer;

/** The protocol that callers speak; the upstream speaks OpenAI's chat always. */
enum Form {
  /** OpenAI's chat: bytes pass. */
  CHAT,
  /** Anthropic's messages: everything is translated. */
  MESSAGES;

  /** The events of a stream in Anthropic's protocol that are not pieces of text. */
  private static final int BRACKETS = 5;

  /** Whether a peer can be asked in it. */
  boolean takenBy(Peer peer) {
    return this == CHAT || peer.translates();
  }

  /** What a measurement in it is called. */
  String name(String measure) {
    return this == CHAT ? measure : measure + "-translated";
  }

  Target target(Target chat) {
    return this == CHAT ? chat : chat.at("/v1/messages");
  }

  byte[] plain(String model, int bytes) {
    return this == CHAT ? Bodies.plain(model, bytes) : Bodies.messages(model, bytes);
  }

  byte[] stream(String model) {
    return this == CHAT ? Bodies.stream(model) : Bodies.messagesStream(model);
  }

  Expected plainAnswer() {
    return this == CHAT ? Lab.GOOD : new Expected.Plain(Answers.MARKER, Answers.PLAIN_BYTES / 2);
  }

  Expected streamAnswer(Pace pace) {
    return new Expected.Events(this == CHAT ? pace.events() : pace.chunks() + BRACKETS);
  }
}
