package dev.fairlead.config;

import dev.fairlead.config.Variables.Filled;
import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlNode.Items;
import dev.fairlead.json.YamlNode.Kind;
import dev.fairlead.json.YamlNode.Members;
import dev.fairlead.json.YamlNode.Scalar;
import dev.fairlead.json.YamlNode.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One file while it is read: what is wrong so far, and what must not be shown. Not thread-safe; one
 * per file.
 */
final class Reading {
  private static final int SHOWN = 60;

  /** Like a problem, without its excerpt: what is secret is only known at the end. */
  record Complaint(Span span, String path, String found, String expected) {}

  private final Surroundings around;

  /** A set: a section may be looked into twice. */
  private final Set<Complaint> complaints = new LinkedHashSet<>();

  private final List<Span> hidden = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();

  Reading(Surroundings around) {
    this.around = around;
  }

  Surroundings around() {
    return around;
  }

  List<Complaint> complaints() {
    return List.copyOf(complaints);
  }

  /** The stretches that no excerpt may show. */
  List<Span> hidden() {
    return List.copyOf(hidden);
  }

  /** The shapes of all keys that were looked for. */
  Set<String> asked() {
    return Set.copyOf(asked);
  }

  void ask(Place place) {
    asked.add(place.shape());
  }

  void complain(Span span, Place place, String found, String expected) {
    complaints.add(new Complaint(span, place.path(), found, expected));
  }

  void hide(YamlNode node) {
    hidden.add(node.span());
  }

  /** A scalar in the given form; nothing, and a complaint, if it does not fit. */
  <T> Optional<T> value(Place place, YamlNode node, Form<T> form) {
    if (!(node instanceof Scalar scalar)) {
      return wrongKind(place, node, form.expected());
    }
    if (secret(scalar, form) && !Variables.isOne(scalar.text())) {
      hide(node);
    }
    if (Variables.usedIn(scalar.text())) {
      return filled(place, scalar, form);
    }
    if (!form.kinds().contains(scalar.kind())) {
      return unfit(place, scalar, form, otherQuotes(scalar, form));
    }
    var value = form.read().apply(scalar.text());
    return value.isPresent() ? value : unfit(place, scalar, form, "");
  }

  /** Complains that a node is no scalar, list or section as it should be. */
  <T> Optional<T> wrongKind(Place place, YamlNode node, String expected) {
    hide(node);
    complain(node.span(), place, kind(node), expected);
    return Optional.empty();
  }

  private <T> Optional<T> filled(Place place, Scalar scalar, Form<T> form) {
    return switch (Variables.fill(scalar.text(), around.env())) {
      case Filled.Text(var text) -> {
        var value = form.read().apply(text);
        yield value.isPresent() ? value : unfit(place, scalar, form, "");
      }
      case Filled.Missing(var name) -> {
        complain(
            scalar.span(),
            place,
            "the environment variable " + name + " is not set",
            "a value for it, or a default as ${" + name + ":-…}");
        yield Optional.empty();
      }
      case Filled.Malformed _ -> {
        hide(scalar);
        complain(
            scalar.span(),
            place,
            "a ${ that begins no variable",
            "${NAME} or ${NAME:-default}; $${ stands for ${ itself");
        yield Optional.empty();
      }
    };
  }

  private <T> Optional<T> unfit(Place place, Scalar scalar, Form<T> form, String more) {
    complain(scalar.span(), place, shown(scalar, form), form.expected() + more);
    return Optional.empty();
  }

  private static String shown(Scalar scalar, Form<?> form) {
    if (scalar.kind() == Kind.NULL) {
      return "no value";
    }
    if (secret(scalar, form)) {
      return scalar.text().isEmpty() ? "empty text" : "***";
    }
    return scalar.kind() == Kind.TEXT ? quoted(scalar.text()) : scalar.text();
  }

  /** A text over several lines is most likely a slip that took its neighbours along. */
  private static boolean secret(Scalar scalar, Form<?> form) {
    return form.secret().test(scalar.text()) || scalar.span().line() != scalar.span().endLine();
  }

  private static String otherQuotes(Scalar scalar, Form<?> form) {
    if (scalar.kind() == Kind.TEXT) {
      return scalar.plain() ? "" : ", without quotes";
    }
    boolean text = scalar.kind() != Kind.NULL && form.kinds().equals(Set.of(Kind.TEXT));
    return text && form.read().apply(scalar.text()).isPresent() ? ", in quotes" : "";
  }

  /** A name in quotes, if it may be shown. */
  static String name(String name) {
    return Place.showable(name) ? quoted(name) : "***";
  }

  /** The text in quotes, on one line and not too long. */
  static String quoted(String text) {
    var shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return '"' + shown.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + '"';
  }

  private static String kind(YamlNode node) {
    return switch (node) {
      case Items _ -> "a list";
      case Members _ -> "a section";
      case Scalar scalar ->
          switch (scalar.kind()) {
            case NULL -> "no value";
            case BOOLEAN -> "true or false";
            case WHOLE, DECIMAL -> "a number";
            case TEXT -> "text";
          };
    };
  }
}
