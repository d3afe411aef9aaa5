package dev.fairlead.model;

import dev.fairlead.json.Raw;
import java.util.List;

/** Which tools the model may or must use. */
public sealed interface ToolChoice {
  /** As it likes. */
  record Auto() implements ToolChoice {}

  /** None. */
  record None() implements ToolChoice {}

  /** At least one. */
  record Required() implements ToolChoice {}

  /** This one. */
  record Named(String name, Item.CallKind kind) implements ToolChoice {}

  /** Only these; {@code required}: at least one of them. */
  record Subset(List<String> names, boolean required) implements ToolChoice {
    public Subset {
      names = List.copyOf(names);
    }
  }

  /** A provider's own tool, as its dialect names it. */
  record Hosted(String dialect, Raw raw) implements ToolChoice {}
}
