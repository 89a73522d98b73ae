package io.nightjar.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every alert there is, by its key. */
public final class AlertCatalogue {
  private final Map<String, AlertType> byKey = new LinkedHashMap<>();

  /** The alerts of these features, in this order; two of one key are refused. */
  @SafeVarargs
  public static AlertCatalogue of(Collection<AlertType>... features) {
    AlertCatalogue catalogue = new AlertCatalogue();
    for (Collection<AlertType> feature : features) {
      feature.forEach(catalogue::add);
    }
    return catalogue;
  }

  private void add(AlertType type) {
    if (byKey.putIfAbsent(type.key(), type) != null) {
      throw new IllegalArgumentException("two alerts are called " + type.key());
    }
  }

  /** All of them, in order. */
  public List<AlertType> all() {
    return new ArrayList<>(byKey.values());
  }

  /** The alert of this key. */
  public Optional<AlertType> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }
}
