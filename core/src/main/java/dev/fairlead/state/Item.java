package dev.fairlead.state;

/**
 * One item of an input, an output or a conversation.
 *
 * @param id unique within the response or conversation it stands in
 * @param json the whole item as an object, its id included
 */
public record Item(String id, String json) {}
