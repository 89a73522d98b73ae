package io.nightjar.guide;

/**
 * Resources whose address has one part that the client fills in.
 *
 * @param uriTemplate with the part in braces (RFC 6570, level 1)
 * @param variable the name in the braces
 * @param completes what the part is, for completion
 */
public record ResourceTemplate(
    String uriTemplate,
    String variable,
    Word completes,
    String name,
    String title,
    String description,
    String mimeType) {}
