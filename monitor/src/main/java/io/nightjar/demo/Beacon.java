package io.nightjar.demo;

/** A machine calls the same server at a steady pace, in TLS that names nobody. */
final class Beacon implements Story {
  private static final End CONTROL = End.remote("45.142.222.50", 8443);
  private static final double SECOND = 27;
  private static final double JITTER_SECONDS = 1.5;

  @Override
  public String title() {
    return "command and control";
  }

  @Override
  public String question() {
    return "Who talked to 45.142.222.50 on port 8443 in the last seven days, and how regularly?";
  }

  @Override
  public String truth() {
    return Office.BEACONING.address()
        + " calls "
        + CONTROL.address()
        + " port 8443 once a minute, in TLS without a server name; no other machine does.";
  }

  @Override
  public void tell(Minute minute) {
    double second = SECOND + minute.random().nextDouble(JITTER_SECONDS);
    new TcpTalk(minute, second, Office.BEACONING.on(minute.port(203)), CONTROL, 140_000)
        .ask(Messages.clientHello(minute.random(), ""))
        .answer(Messages.serverHello(minute.random()))
        .move(true, 420, Messages.tlsData(minute.random()), 0.1)
        .move(false, 260, Messages.tlsData(minute.random()), 0.1)
        .close();
  }
}
