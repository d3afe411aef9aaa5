package dev.fairlead.simulator.wire;

/** Decides how a request is answered. Called on the event loops: it must not block. */
@FunctionalInterface
public interface Service {

  /**
   * @param request valid during the call only
   * @param number counts all requests from 1
   */
  Performance serve(Incoming request, long number);
}
