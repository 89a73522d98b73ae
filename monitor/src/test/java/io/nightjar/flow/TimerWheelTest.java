package io.nightjar.flow;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
  private static final long SECOND = 1_000_000_000L;

  private final Segments segments = new Segments();
  private final TimerWheel wheel = new TimerWheel();
  private final List<Flow> due = new ArrayList<>();

  private Flow flow() {
    return segments.open(segments.tcp(1, 1, 2, 2, TcpFlags.SYN, 0, 0));
  }

  @Test
  void handsAFlowOverOnceItsTimeHasCome() {
    wheel.advance(100 * SECOND, due::add);
    Flow flow = flow();
    wheel.schedule(flow, 130 * SECOND);
    wheel.advance(130 * SECOND, due::add);
    assertEquals(List.of(), due);
    wheel.advance(132 * SECOND, due::add);
    assertEquals(List.of(flow), due);
  }

  @Test
  void forgetsACancelledFlow() {
    wheel.advance(0, due::add);
    Flow flow = flow();
    wheel.schedule(flow, 5 * SECOND);
    wheel.cancel(flow);
    wheel.advance(1_000 * SECOND, due::add);
    assertEquals(List.of(), due);
    assertNull(wheel.takeSoonest());
  }

  /** Random schedules, cancellations and jumps in time, beside a map of due times. */
  @Test
  void neverLosesAFlowNorHandsOneOverEarly() {
    Random random = new Random(11);
    Map<Flow, Long> model = new HashMap<>();
    long now = 0;
    wheel.advance(now, due::add);
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(4) > 0) {
        Flow flow = flow();
        long at = now + random.nextLong(400 * SECOND);
        wheel.schedule(flow, at);
        model.put(flow, at);
      } else {
        now += random.nextLong(random.nextInt(20) == 0 ? 2_000 * SECOND : 3 * SECOND);
        wheel.advance(now, due::add);
        for (Flow flow : due) {
          assertTrue(requireNonNull(model.remove(flow)) <= now, "handed over early");
        }
        due.clear();
        long late = now - 2 * SECOND;
        assertTrue(model.values().stream().allMatch(at -> at >= late), "a flow was lost");
      }
    }
  }
}
