package io.nightjar.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A link that delays and loses packets as told on standard input, where the kernel has no netem:
 * frames come as VXLAN (RFC 7348) from one side and go on to the other. What is done is done to the
 * way there alone.
 */
final class LossyLink {
  private static final int VXLAN_PORT = 4789;

  private final DatagramSocket near;
  private final DatagramSocket far;
  private final InetSocketAddress nearEnd;
  private final InetSocketAddress farEnd;
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
  private final Random random = new Random(7);
  private volatile double delayMs;
  private volatile double jitterMs;
  private volatile double lossPercent;

  private LossyLink(String[] addresses) throws IOException {
    near =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(addresses[0]), VXLAN_PORT));
    nearEnd = new InetSocketAddress(InetAddress.ofLiteral(addresses[1]), VXLAN_PORT);
    far =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(addresses[2]), VXLAN_PORT));
    farEnd = new InetSocketAddress(InetAddress.ofLiteral(addresses[3]), VXLAN_PORT);
  }

  /** The arguments are its own address and the other's of each side. */
  public static void main(String[] arguments) throws IOException {
    LossyLink link = new LossyLink(arguments);
    Thread.ofPlatform().daemon().start(() -> link.pass(link.near, true));
    Thread.ofPlatform().daemon().start(() -> link.pass(link.far, false));
    System.out.println("ready");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String[] words = line.split(" ", -1);
      link.delayMs = Double.parseDouble(words[0]);
      link.jitterMs = Double.parseDouble(words[1]);
      link.lossPercent = Double.parseDouble(words[2]);
      System.out.println("ready");
    }
    System.exit(0);
  }

  private void pass(DatagramSocket from, boolean isThere) {
    DatagramPacket packet = new DatagramPacket(new byte[9000], 9000);
    while (true) {
      try {
        from.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        if (!isThere) {
          near.send(new DatagramPacket(bytes, bytes.length, nearEnd));
        } else if (random.nextDouble() * 100 >= lossPercent) {
          double wait = delayMs + (random.nextDouble() * 2 - 1) * jitterMs;
          var _ = later.schedule(() -> send(bytes), (long) (wait * 1e6), TimeUnit.NANOSECONDS);
        }
      } catch (IOException e) {
        System.err.println(e);
        return;
      }
    }
  }

  private void send(byte[] bytes) {
    try {
      far.send(new DatagramPacket(bytes, bytes.length, farEnd));
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
