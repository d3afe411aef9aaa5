package dev.fairlead.dialect;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.provider.Provider;

/**
 * Where a request goes.
 *
 * @param endpoint with the model's name there, its limits and capabilities
 * @param provider with its quirks
 */
public record Destination(Endpoint endpoint, Provider provider) {
  /** The model as the provider calls it. */
  public String model() {
    return endpoint.upstreamId();
  }
}
