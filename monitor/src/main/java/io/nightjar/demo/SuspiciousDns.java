package io.nightjar.demo;

/** A machine asks again and again for names nobody should want. */
final class SuspiciousDns implements Story {
  private static final int EVERY_MINUTES = 3;

  @Override
  public String title() {
    return "suspicious DNS";
  }

  @Override
  public String question() {
    return "Has any machine asked for a malicious name in the last day?";
  }

  @Override
  public String truth() {
    return Office.INFECTED.address()
        + " asks every "
        + EVERY_MINUTES
        + " minutes for cdn.malicious-updates.example; no other machine does.";
  }

  @Override
  public void tell(Minute minute) {
    if (minute.number() % EVERY_MINUTES != 0) {
      return;
    }
    End asker = Office.INFECTED.on(minute.port(201));
    EverydayWork.lookUp(minute, 31, asker, "cdn.malicious-updates.example", "");
  }
}
