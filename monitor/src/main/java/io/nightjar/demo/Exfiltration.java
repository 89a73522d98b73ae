package io.nightjar.demo;

/** A machine sends away much more than it gets. */
final class Exfiltration implements Story {
  private static final End DROP = End.remote("203.0.113.66", 443);
  private static final int EVERY_MINUTES = 10;
  private static final long BYTES = 48_000_000;

  @Override
  public String title() {
    return "exfiltration";
  }

  @Override
  public String question() {
    return "Did much data leave the network in the last hour, and where to?";
  }

  @Override
  public String truth() {
    return "%s sends %d MB every %d minutes to %s port 443, which answers almost nothing."
        .formatted(Office.LEAKING.address(), BYTES / 1_000_000, EVERY_MINUTES, DROP.address());
  }

  @Override
  public void tell(Minute minute) {
    if (minute.number() % EVERY_MINUTES != 0) {
      return;
    }
    new TcpTalk(minute, 12, Office.LEAKING.on(minute.port(202)), DROP, 95_000)
        .ask(Messages.clientHello(minute.random(), "files.dropzone-share.example"))
        .answer(Messages.serverHello(minute.random()))
        .move(true, BYTES, Messages.tlsData(minute.random()), 40)
        .close();
  }
}
