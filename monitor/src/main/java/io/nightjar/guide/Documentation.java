package io.nightjar.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of this version, which the build packs into the program: the pages that {@code
 * docs/README.md} links. They are read, and indexed, when they are first asked for.
 */
public final class Documentation {
  private static final String CONTENTS = "README.md";
  private static final Pattern LINK = Pattern.compile("\\]\\(([a-z0-9/_-]+\\.md)[)#]");

  /** Where decisions are: they tell why, not how. */
  private static final String DECISIONS = "decisions/";

  private final Once<Map<String, Page>> pages = new Once<>(Documentation::read);
  private final Once<PassageIndex> index =
      new Once<>(() -> PassageIndex.of(Passage.of(pages.get().values())));

  private static Map<String, Page> read() {
    Page contents = new Page(CONTENTS, text(CONTENTS));
    Map<String, Page> pages = new LinkedHashMap<>();
    Matcher link = LINK.matcher(contents.text());
    while (link.find()) {
      String path = link.group(1);
      if (!path.startsWith(DECISIONS)) {
        pages.computeIfAbsent(path, each -> new Page(each, text(each)));
      }
    }
    return pages;
  }

  private static String text(String path) {
    try (InputStream in = Documentation.class.getResourceAsStream("docs/" + path)) {
      if (in == null) {
        throw new AssertionError("no docs/" + path + " in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page at this path below {@code docs/}. */
  Optional<Page> page(String path) {
    return Optional.ofNullable(pages.get().get(path));
  }

  /** The paths of all pages, in the order of the contents. */
  List<String> paths() {
    return List.copyOf(pages.get().keySet());
  }

  /** The passages that fit these words best, best first. */
  public List<Passage> search(String words, int most) {
    return index.get().search(words, most);
  }

  /** A value made when it is first needed. */
  private static final class Once<T> {
    private final Supplier<T> make;
    private volatile @Nullable T made;

    Once(Supplier<T> make) {
      this.make = make;
    }

    T get() {
      T known = made;
      return known != null ? known : make();
    }

    private synchronized T make() {
      T known = made;
      if (known == null) {
        known = make.get();
        made = known;
      }
      return known;
    }
  }
}
