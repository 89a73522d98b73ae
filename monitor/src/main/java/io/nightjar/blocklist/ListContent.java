package io.nightjar.blocklist;

import java.util.List;

/**
 * What reading a list gave.
 *
 * @param entries taken
 * @param wrong lines that are no entry, or one the list may not hold
 * @param firstWrong the first of them
 * @param isCut whether there was no room for the rest
 */
record ListContent(
    ListFormat format, long entries, long wrong, List<WrongLine> firstWrong, boolean isCut) {}
