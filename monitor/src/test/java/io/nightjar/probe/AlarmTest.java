package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.probe.Alarm.Change;
import io.nightjar.probe.Alarm.Sign;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmTest {
  /** What it tells of runs: b bad, c clear, u unsure; + engages, - releases. */
  private static String told(Alarm alarm, String runs) {
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < runs.length(); i++) {
      char run = runs.charAt(i);
      Sign sign = run == 'b' ? Sign.BAD : run == 'c' ? Sign.CLEAR : Sign.UNSURE;
      Change change = alarm.see(sign);
      told.append(change == Change.ENGAGED ? '+' : change == Change.RELEASED ? '-' : '.');
    }
    return told.toString();
  }

  @Test
  void engagesAtThreeOfFiveAndReleasesAfterThreeInARow() {
    assertEquals("..+...-", told(new Alarm(3, 5), "bbbbccc"));
    assertEquals("....+", told(new Alarm(3, 5), "bcbcb"));
    assertEquals("......", told(new Alarm(3, 5), "bbcccb"));
  }

  @Test
  void neitherFlappingNorWaveringIsASecondAlert() {
    assertEquals("....+" + ".".repeat(100), told(new Alarm(3, 5), "bcbcb" + "cb".repeat(50)));
    assertEquals("..+" + ".".repeat(60), told(new Alarm(3, 5), "bbb" + "ccu".repeat(20)));
  }

  @Test
  void oneOfOneFollowsEachRun() {
    assertEquals("+-+-", told(new Alarm(1, 1), "bcbc"));
  }

  @Test
  void engagesAndReleasesTakeTurnsWhateverComes() {
    Random random = new Random(3);
    List<Sign> signs = List.of(Sign.BAD, Sign.UNSURE, Sign.CLEAR);
    Alarm alarm = new Alarm(3, 5);
    boolean engaged = false;
    for (int i = 0; i < 100_000; i++) {
      Change change = alarm.see(signs.get(random.nextInt(3)));
      if (change == Change.ENGAGED) {
        assertFalse(engaged);
        engaged = true;
      } else if (change == Change.RELEASED) {
        assertTrue(engaged);
        engaged = false;
      }
      assertEquals(engaged, alarm.isEngaged());
    }
  }
}
