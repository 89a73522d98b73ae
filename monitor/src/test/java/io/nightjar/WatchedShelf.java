package io.nightjar;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.guide.Reading;
import io.nightjar.guide.Resource;
import io.nightjar.guide.ResourceTemplate;
import io.nightjar.guide.ResourceUri;
import io.nightjar.guide.Shelf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code x://}: resources whose state a test sets; those that begin with admin are an admin's. */
public final class WatchedShelf implements Shelf {
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final AtomicInteger looks = new AtomicInteger();

  /** Sets the state of the resource at this address after the scheme. */
  public void set(String rest, String state) {
    states.put(rest, state);
  }

  /** How often any state was asked for. */
  public int looks() {
    return looks.get();
  }

  @Override
  public String scheme() {
    return "x";
  }

  @Override
  public List<Resource> resources(Caller caller) {
    return List.of();
  }

  @Override
  public List<ResourceTemplate> templates(Caller caller) {
    return List.of();
  }

  @Override
  public Reading read(ResourceUri uri, Caller caller) {
    return new Reading.Missing("resource not found");
  }

  @Override
  public Optional<String> state(ResourceUri uri, Caller caller) {
    looks.incrementAndGet();
    return uri.rest().startsWith("admin") && !caller.may(Role.ADMIN)
        ? Optional.empty()
        : Optional.ofNullable(states.get(uri.rest()));
  }
}
