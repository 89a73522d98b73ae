package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory whose content is replaced, and where that may be broken off. */
class ReplacementTest {
  private static final List<String> OLD =
      List.of("spool", "nightjar.db-wal", "store", "nightjar.db");

  @TempDir private Path folder;

  @Test
  void goesOnWhereverItWasBrokenOff() throws IOException {
    for (boolean first : List.of(true, false)) {
      for (int moved = 0; moved <= 6; moved++) {
        Path data = Files.createDirectory(folder.resolve(first + "-" + moved));
        Path content = Files.createDirectories(data.resolve("restored/T"));
        Path aside = data.resolve("before-restore-T");
        write(content, "new", List.of("store", "nightjar.db"));
        if (!first) {
          write(data, "old", OLD);
        }
        breakOffAfter(moved, data, content, aside);
        Replacement.finish(data);
        assertEquals("new", read(data, "store"), "broken off after " + moved);
        assertEquals("new", read(data, "nightjar.db"));
        assertFalse(Files.exists(data.resolve("restored")));
        assertFalse(Files.exists(data.resolve("spool")));
        assertEquals(!first, Files.exists(aside));
        for (String name : first ? List.<String>of() : OLD) {
          assertEquals("old", read(aside, name), name + ", broken off after " + moved);
        }
      }
    }
  }

  /** What a replacement does one after the other, up to some point. */
  private static void breakOffAfter(int moves, Path data, Path content, Path aside)
      throws IOException {
    List<Path[]> all =
        List.of(
            new Path[] {data.resolve("spool"), aside.resolve("spool")},
            new Path[] {data.resolve("nightjar.db-wal"), aside.resolve("nightjar.db-wal")},
            new Path[] {data.resolve("store"), aside.resolve("store")},
            new Path[] {content.resolve("store"), data.resolve("store")},
            new Path[] {data.resolve("nightjar.db"), aside.resolve("nightjar.db")},
            new Path[] {content.resolve("nightjar.db"), data.resolve("nightjar.db")});
    for (Path[] move : all.subList(0, moves)) {
      if (Files.exists(move[0])) {
        Files.createDirectories(move[1].getParent());
        Files.move(move[0], move[1]);
      }
    }
  }

  @Test
  void changesNothingWithoutACommit() throws IOException {
    write(folder, "old", OLD);
    try (Replacement replacement = Replacement.begin(folder)) {
      write(replacement.folder(), "new", List.of("store", "nightjar.db"));
    }
    for (String name : OLD) {
      assertEquals("old", read(folder, name));
    }
    assertFalse(Files.exists(folder.resolve("restoring")));
  }

  private static void write(Path folder, String text, List<String> names) throws IOException {
    for (String name : names) {
      if (name.contains(".")) {
        Files.writeString(folder.resolve(name), text);
      } else {
        Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("file"), text);
      }
    }
  }

  private static String read(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    return Files.readString(Files.isDirectory(path) ? path.resolve("file") : path);
  }
}
