package io.nightjar.demo;

import io.nightjar.net.IpAddress;
import java.util.List;

/** Mail, documents, videos and clocks: what nobody needs to look at. */
final class EverydayWork implements Story {
  private record Site(String name, String address, int usualBytes) {
    End server() {
      return End.remote(address, 443);
    }
  }

  private static final List<Site> SITES =
      List.of(
          new Site("www.wikipedia.org", "185.15.59.224", 90_000),
          new Site("outlook.office365.com", "52.97.201.210", 160_000),
          new Site("docs.google.com", "142.250.185.78", 120_000),
          new Site("github.com", "140.82.121.4", 200_000),
          new Site("www.debian.org", "130.89.148.77", 60_000),
          new Site("rr4.googlevideo.com", "173.194.187.105", 9_000_000),
          new Site("teams.microsoft.com", "52.113.194.132", 400_000));

  private static final End TIME = End.remote("162.159.200.1", 123);
  private static final int VISITS = 14;

  @Override
  public String title() {
    return "everyday work";
  }

  @Override
  public String question() {
    return "Which applications do people here use most?";
  }

  @Override
  public String truth() {
    return "Video from Google, Teams, mail, documents; 24 desks, none of them unusual.";
  }

  @Override
  public void tell(Minute minute) {
    for (int i = 0; i < VISITS; i++) {
      visit(minute, i);
    }
    End desk = minute.any(Office.DESKS).on(123);
    minute.add(Frame.udp(minute.at(5), desk, TIME, Messages.ntp(false), 48));
    minute.add(Frame.udp(minute.at(5.02), TIME, desk, Messages.ntp(true), 48));
    page(minute);
  }

  private static void visit(Minute minute, int number) {
    Site site = minute.any(SITES);
    End desk = minute.any(Office.DESKS);
    double second = minute.random().nextDouble(50);
    lookUp(minute, second, desk.on(minute.port(number)), site.name(), site.address());
    long bytes = site.usualBytes() / 2L + minute.random().nextInt(site.usualBytes());
    new TcpTalk(minute, second + 0.05, desk.on(minute.port(number + 50)), site.server(), 18_000)
        .ask(Messages.clientHello(minute.random(), site.name()))
        .answer(Messages.serverHello(minute.random()))
        .move(true, 1_800, Messages.tlsData(minute.random()), 0.1)
        .move(false, bytes, Messages.tlsData(minute.random()), 4)
        .close();
  }

  /** A question to the office's own DNS server and its answer. */
  static void lookUp(Minute minute, double second, End asker, String name, String address) {
    int id = minute.random().nextInt(65_536);
    byte[] question = Messages.dnsQuestion(id, name);
    int found = address.isEmpty() ? 0 : (int) IpAddress.parse(address).low();
    byte[] answer = Messages.dnsAnswer(id, name, found);
    minute.add(Frame.udp(minute.at(second), asker, Office.DNS, question, question.length));
    minute.add(Frame.udp(minute.at(second + 0.012), Office.DNS, asker, answer, answer.length));
  }

  private static void page(Minute minute) {
    End desk = minute.any(Office.DESKS).on(minute.port(99));
    new TcpTalk(minute, 20, desk, End.local("192.168.1.10", 80), 600)
        .ask(Messages.httpRequest("intranet.office.example", "/news", "Mozilla/5.0 (X11; Linux)"))
        .answer(Messages.httpAnswer(4_000))
        .move(false, 4_000, new byte[0], 0.05)
        .close();
  }
}
