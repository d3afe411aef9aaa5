package dev.fairlead.dialect;

import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a destination can take. {@link Fit} makes a request so that it keeps to this.
 *
 * @param customTools whether tools may take free text; else they become functions of {@code input}
 * @param namespaces whether tools may have namespaces; else they are joined to the name by {@code
 *     __}
 * @param toolName what a tool's name may look like
 * @param callId what a call's id may look like
 * @param callIdForm how an id that does not match is made: {@code null} to clean and shorten it
 *     with a hash, or the length of an alphanumeric hash (Mistral: 9)
 * @param callIdLength the longest id
 * @param midInstructions whether instructions may stand behind the first message; else they become
 *     user text in {@code <system-reminder>}
 * @param turns whether user and assistant must take turns, beginning with the user, each call be
 *     answered at once, and all results of a turn lie together before other content
 * @param resultMedia the media that a tool's result may hold; others follow in a user message
 * @param media the media that a user may send; others are refused
 * @param imageTypes media types of pictures; others are refused
 * @param mediaUrls the media that may be named by URL; others must be fetched
 * @param prefill whether the last message may be the model's own
 * @param names whether messages may have a participant's name
 * @param family whose ciphers and signatures it can read; null: nobody's
 * @param route the provider they are bound to
 * @param model the model they are bound to
 * @param plainReasoning whether thoughts without a signature may go along
 * @param citations whether citations of earlier answers may go along
 * @param stops how many stop sequences; 0: none
 * @param candidates whether several answers may be asked for
 */
public record Manners(
    boolean customTools,
    boolean namespaces,
    Pattern toolName,
    Pattern callId,
    @Nullable Integer callIdForm,
    int callIdLength,
    boolean midInstructions,
    boolean turns,
    Set<Part.Kind> resultMedia,
    Set<Part.Kind> media,
    Set<String> imageTypes,
    Set<Part.Kind> mediaUrls,
    boolean prefill,
    boolean names,
    Opaque.@Nullable Family family,
    String route,
    String model,
    boolean plainReasoning,
    boolean citations,
    int stops,
    boolean candidates) {
  public Manners {
    resultMedia = Set.copyOf(resultMedia);
    media = Set.copyOf(media);
    imageTypes = Set.copyOf(imageTypes);
    mediaUrls = Set.copyOf(mediaUrls);
  }
}
