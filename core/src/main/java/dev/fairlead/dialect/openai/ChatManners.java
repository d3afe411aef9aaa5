package dev.fairlead.dialect.openai;

import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Manners;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.provider.Accent;
import dev.fairlead.provider.Accent.CallIds;
import dev.fairlead.provider.Accent.Field;
import dev.fairlead.provider.Accent.Prefill;
import dev.fairlead.provider.Accent.Replay;
import dev.fairlead.provider.Accent.Strict;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an endpoint that speaks chat completions can take, by its provider's accent. */
final class ChatManners {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Pattern ANY_ID = Pattern.compile(".{1,256}", Pattern.DOTALL);
  private static final Pattern SHORT_ID = Pattern.compile(".{1,40}", Pattern.DOTALL);
  private static final Pattern NINE = Pattern.compile("[a-zA-Z0-9]{9}");
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private ChatManners() {}

  static Manners of(Destination to) {
    var accent = to.provider().quirks().accent();
    var turns = accent.turns();
    var takes = accent.takes();
    var model = ModelName.of(to.model());
    return new Manners(
        takes.customTools(),
        false,
        NAME,
        switch (turns.callIds()) {
          case ANY -> ANY_ID;
          case FORTY -> SHORT_ID;
          case NINE -> NINE;
        },
        turns.callIds() == CallIds.NINE ? 9 : null,
        switch (turns.callIds()) {
          case ANY -> 256;
          case FORTY -> 40;
          case NINE -> 9;
        },
        turns.midSystem() && !turns.oneSystem(),
        turns.alternate(),
        Set.of(),
        media(to),
        IMAGES,
        turns.imageUrls() ? EnumSet.of(Part.Kind.IMAGE) : Set.of(),
        turns.prefill() != Prefill.NONE,
        turns.names(),
        family(to, accent),
        to.provider().id(),
        to.model(),
        accent.thoughts().replay() != Replay.NEVER,
        false,
        takes.strict() == Strict.CLOSED && model.thinks() ? 0 : takes.stops(),
        takes.candidates());
  }

  private static Set<Part.Kind> media(Destination to) {
    var media = EnumSet.of(Part.Kind.IMAGE, Part.Kind.AUDIO, Part.Kind.DOCUMENT);
    if (to.endpoint().input().contains("video")) {
      media.add(Part.Kind.VIDEO);
    }
    return media;
  }

  /** An aggregator that keeps {@code reasoning_details} hands them to the model's maker. */
  private static @Nullable Family family(Destination to, Accent accent) {
    if (accent.turns().callSignatures()) {
      return Family.GOOGLE;
    }
    if (accent.thoughts().field() != Field.REASONING_DETAILS) {
      return null;
    }
    var model = to.model();
    if (model.startsWith("anthropic/")) {
      return Family.ANTHROPIC;
    }
    if (model.startsWith("openai/")) {
      return Family.OPENAI;
    }
    if (model.startsWith("google/")) {
      return Family.GOOGLE;
    }
    return model.startsWith("x-ai/") ? Family.XAI : Family.OTHER;
  }
}
