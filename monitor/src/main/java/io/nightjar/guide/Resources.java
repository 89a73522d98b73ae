package io.nightjar.guide;

import io.nightjar.account.Caller;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that can be read by an address. */
public final class Resources {
  private final List<Shelf> shelves;

  /** What stands on these shelves, in this order. */
  public Resources(List<Shelf> shelves) {
    this.shelves = List.copyOf(shelves);
  }

  /** The resources with a fixed address that this caller may read. */
  public List<Resource> list(Caller caller) {
    return all(Shelf::resources, caller).toList();
  }

  /** The families of resources that this caller may read. */
  public List<ResourceTemplate> templates(Caller caller) {
    return all(Shelf::templates, caller).toList();
  }

  private <T> Stream<T> all(BiFunction<Shelf, Caller, List<T>> listed, Caller caller) {
    return shelves.stream().flatMap(shelf -> listed.apply(shelf, caller).stream());
  }

  /** Reads the resource at this address. */
  public Reading read(String uri, Caller caller) throws InterruptedException {
    try {
      ResourceUri parsed = ResourceUri.parse(uri);
      Optional<Shelf> shelf = shelf(parsed);
      return shelf.isPresent() ? shelf.get().read(parsed, caller) : otherScheme(parsed);
    } catch (ResourceUri.Malformed e) {
      return new Reading.Missing(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Shelf> shelf(ResourceUri uri) {
    return shelves.stream().filter(each -> each.scheme().equals(uri.scheme())).findFirst();
  }

  private Reading otherScheme(ResourceUri uri) {
    String known =
        shelves.stream().map(shelf -> shelf.scheme() + "://").collect(Collectors.joining(", "));
    return new Reading.Missing(
        "resource not found: no resource begins with " + uri.scheme() + "://; there are " + known);
  }

  /**
   * A text that is another one whenever the resource has changed: who watches a resource asks for
   * it again and again and tells when it differs. Empty where there is nothing to watch.
   */
  public Optional<String> state(String uri, Caller caller) {
    try {
      ResourceUri parsed = ResourceUri.parse(uri);
      return shelf(parsed).flatMap(shelf -> shelf.state(parsed, caller));
    } catch (ResourceUri.Malformed e) {
      return Optional.empty();
    }
  }
}
