package io.nightjar.demo;

/** Two servers use more of the network than all desks together. */
final class NightlyBackup implements Story {
  private static final long BYTES_A_MINUTE = 60_000_000;

  @Override
  public String title() {
    return "bandwidth";
  }

  @Override
  public String question() {
    return "Which conversations used the most bandwidth in the last six hours?";
  }

  @Override
  public String truth() {
    return "%s copies %d MB a minute from %s over SMB, more than anybody else."
        .formatted(Office.BACKUP.address(), BYTES_A_MINUTE / 1_000_000, Office.FILES.address());
  }

  @Override
  public void tell(Minute minute) {
    byte[] head = {0, 0, (byte) 0xea, 0x5c, (byte) 0xfe, 'S', 'M', 'B', 64, 0};
    new TcpTalk(minute, 1, Office.BACKUP.on(minute.port(204)), Office.FILES, 300)
        .ask(Messages.smb2Negotiate(false))
        .answer(Messages.smb2Negotiate(true))
        .move(false, BYTES_A_MINUTE, head, 50)
        .close();
  }
}
