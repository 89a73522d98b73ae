package io.nightjar.tool;

/** Is told of changes that clients may listen to; any thread may tell, and does not wait. */
public interface Changes {
  /** The tools of some caller are others than before. */
  void toolsListChanged();

  /** What is at this URI has changed. */
  void resourceUpdated(String uri);
}
