package dev.fairlead.edge.flow;

import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.InboundWire;
import dev.fairlead.edge.http.Client;
import dev.fairlead.edge.http.Request;
import dev.fairlead.model.Failure;
import dev.fairlead.routing.Plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One inbound request and what is known of it so far; the steps fill it in. Confined to the
 * exchange's thread.
 */
final class Exchange {
  final Request request;
  final Client client;
  final LoopScope scope;
  final Snapshot snapshot;
  final String id;
  final long seed;
  final long began;

  /** Who asks; empty until admitted. */
  String key = "";

  /** Who reads the request and writes the answer. */
  InboundWire inbound;

  @Nullable Call call;

  @Nullable Envelope envelope;

  /** What the answer is kept with; null if it is not kept. */
  @Nullable Keep keep;

  /** The endpoint whose answer was relayed. */
  @Nullable Step served;

  /** The calls that failed. */
  final List<Failure.Attempt> failures = new ArrayList<>(0);

  /** Upstream calls made. */
  int attempts;

  Exchange(
      Request request, Client client, LoopScope scope, Snapshot snapshot, InboundWire inbound) {
    this.inbound = inbound;
    this.request = request;
    this.client = client;
    this.scope = scope;
    this.snapshot = snapshot;
    this.began = request.received();
    this.seed = scope.random().nextLong();
    this.id = Ids.next(System.currentTimeMillis(), seed);
  }

  /** What was asked for, for the record; empty if it was not read. */
  String asked() {
    return envelope == null ? "" : envelope.models().getFirst();
  }

  String dialect() {
    return call == null ? "" : inbound.id();
  }

  boolean stream() {
    return envelope != null && envelope.stream();
  }
}
