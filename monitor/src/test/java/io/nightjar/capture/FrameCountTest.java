package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nightjar.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every shared capture has as many frames as capinfos counts. */
class FrameCountTest {
  @Test
  void readsAsManyFramesAsCapinfos() throws Exception {
    List<Path> captures = SharedData.captures();
    Map<String, Long> expected = capinfos(captures);
    assertFalse(expected.isEmpty());
    Map<String, Long> found = new TreeMap<>();
    for (Path path : captures) {
      if (expected.containsKey(path.toString())) {
        found.put(path.toString(), frames(path));
      }
    }
    assertEquals(expected, found);
  }

  private static long frames(Path path) {
    try (CaptureFile file = CaptureFile.open(path)) {
      int read = 0;
      while (read >= 0) {
        read = file.read((bytes, at, captured, wire, nanos, link) -> {}, 1000);
      }
      file.fault().ifPresent(fault -> System.out.println(path + " " + fault));
      return file.frames();
    }
  }

  /** Frames by file; what capinfos cannot open is left out. */
  static Map<String, Long> capinfos(List<Path> captures) throws Exception {
    List<String> command = new ArrayList<>(List.of("capinfos", "-TrcC"));
    captures.forEach(path -> command.add(path.toString()));
    Map<String, Long> counts = new TreeMap<>();
    ExternalTool.lines(
        command,
        line -> {
          int tab = line.indexOf('\t');
          if (tab > 0) {
            counts.put(line.substring(0, tab), Long.valueOf(line.substring(tab + 1)));
          }
        });
    return counts;
  }
}
