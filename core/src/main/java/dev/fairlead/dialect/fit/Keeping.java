package dev.fairlead.dialect.fit;

/**
 * How the reasoning of one caller's conversations is kept from one request to the next.
 *
 * @param owner the tenant; what is sealed or remembered for one is of no use to another
 * @param sealing for callers that send back what they got
 * @param memory for those that do not
 */
public record Keeping(String owner, Sealing sealing, ReasoningMemory memory) {}
