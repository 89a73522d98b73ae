package io.nightjar.live;

import io.nightjar.net.Asker;
import java.util.List;
import java.util.function.Function;

/**
 * The live state an asker may see: whatever is asked, interfaces its token is not bound to are not
 * there.
 *
 * @param all the state of every interface
 */
public record VisibleInterfaces(LiveView all) implements LiveView {
  @Override
  public <R> List<R> ask(Function<InterfaceState, R> question) {
    Asker asker = Asker.current();
    if (asker.interfaces().isEmpty()) {
      return all.ask(question);
    }
    return all
        .<List<R>>ask(
            state ->
                asker.seesInterface(state.identity().name())
                    ? List.of(question.apply(state))
                    : List.of())
        .stream()
        .flatMap(List::stream)
        .toList();
  }
}
