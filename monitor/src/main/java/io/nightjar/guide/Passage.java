package io.nightjar.guide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of a page, short enough to be an answer.
 *
 * @param title of the page
 * @param section the heading it stands under
 * @param link relative to the root of the sources, with the heading's anchor
 * @param text Markdown
 */
public record Passage(String title, String section, String link, String text) {
  /** The most characters of a passage, unless one line is longer. */
  private static final int MOST = 1_200;

  /** The passages of these pages. */
  static List<Passage> of(Collection<Page> pages) {
    List<Passage> all = new ArrayList<>();
    pages.forEach(page -> new Cutter(page, all).cut());
    return all;
  }

  /** Cuts one page at its headings, and long sections between lines. */
  private static final class Cutter {
    private final Page page;
    private final List<Passage> out;
    private final Map<String, Integer> anchors = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private String section;
    private String anchor = "";

    Cutter(Page page, List<Passage> out) {
      this.page = page;
      this.out = out;
      this.section = page.title();
    }

    void cut() {
      boolean code = false;
      for (String line : page.text().lines().toList()) {
        code ^= line.startsWith("```");
        if (!code && line.matches("#{1,6} .*")) {
          end();
          section = line.replaceFirst("#+ +", "").replace("`", "").strip();
          anchor = anchor(section);
        } else {
          if (text.length() + line.length() > MOST) {
            end();
          }
          text.append(line).append('\n');
        }
      }
      end();
    }

    private void end() {
      String passage = text.toString().strip();
      text.setLength(0);
      if (!passage.isEmpty()) {
        out.add(new Passage(page.title(), section, "docs/" + page.path() + "#" + anchor, passage));
      }
    }

    /** As GitHub makes it of a heading. */
    private String anchor(String heading) {
      String plain =
          heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = anchors.merge(plain, 1, Integer::sum) - 1;
      return before == 0 ? plain : plain + "-" + before;
    }
  }
}
