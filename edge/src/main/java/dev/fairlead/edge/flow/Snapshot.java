package dev.fairlead.edge.flow;

import dev.fairlead.config.Config;
import dev.fairlead.routing.Reach;

/** What an exchange goes by from its beginning to its end, whatever changes meanwhile. */
public record Snapshot(Config config, Reach reach, ModelsPage models) {}
