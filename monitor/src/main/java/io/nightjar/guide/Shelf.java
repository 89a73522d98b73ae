package io.nightjar.guide;

import io.nightjar.account.Caller;
import java.util.List;
import java.util.Optional;

/** The resources of one scheme. */
public interface Shelf {
  /** What their addresses begin with, before {@code ://}. */
  String scheme();

  /** Those this caller may read, in a fixed order. */
  List<Resource> resources(Caller caller);

  /** The families of them this caller may read. */
  List<ResourceTemplate> templates(Caller caller);

  /** Reads one of this scheme. */
  Reading read(ResourceUri uri, Caller caller) throws InterruptedException;

  /**
   * A text that is another one whenever the resource at this address has changed in a way worth
   * telling; empty where it does not change, or where this caller may not read it.
   */
  default Optional<String> state(ResourceUri uri, Caller caller) {
    return Optional.empty();
  }
}
