package io.nightjar.blocklist;

/**
 * That a list holds something, and why.
 *
 * @param list the list's name
 * @param threat what the list warns of
 * @param note what the list says of the entry; someone else's text; empty for nothing
 */
public record Listed(String list, Threat threat, String note) {}
