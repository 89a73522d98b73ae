package io.nightjar.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/** A listener before a store's process that passes bytes on, with TLS or without. */
final class TlsFront implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  TlsFront(ServerSocketFactory sockets, Endpoint store) throws IOException {
    this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = URI.create(store.urls().getFirst()).getPort();
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket store = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(store);
        Thread.ofVirtual().start(() -> pass(client, store));
        Thread.ofVirtual().start(() -> pass(store, client));
      } catch (IOException _) {
        // closed, or a client that left at once
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException _) {
      // either side has gone, or shook no hands
    }
  }

  /** Dies as a machine does: all connections at once. */
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
