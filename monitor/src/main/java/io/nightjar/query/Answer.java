package io.nightjar.query;

/** What a question is answered with: rows, or the facts of one thing. */
public sealed interface Answer permits Table, Entity {}
