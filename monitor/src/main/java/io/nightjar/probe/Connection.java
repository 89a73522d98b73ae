package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Phases;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A TCP connection to a target, with TLS where asked for. Used by one thread. */
final class Connection implements AutoCloseable {
  /** Addresses of a name that are tried. */
  private static final int MOST_TRIED = 3;

  private final Socket socket;
  private final IpAddress address;
  private final Deadline deadline;
  private Socket top;

  private Connection(Socket socket, IpAddress address, Deadline deadline) {
    this.socket = socket;
    this.top = socket;
    this.address = address;
    this.deadline = deadline;
  }

  /**
   * Connects to the first address that takes it.
   *
   * @throws NoAnswer when none does
   */
  static Connection open(Destination to, int port, Deadline deadline, Stopwatch watch)
      throws NoAnswer, InterruptedException {
    int tried = Math.min(MOST_TRIED, to.addresses().size());
    NoAnswer last = NoAnswer.down("no address");
    for (int i = 0; i < tried; i++) {
      Duration share = deadline.left().dividedBy(tried - i);
      try {
        return open(to.addresses().get(i), port, deadline, share, watch);
      } catch (NoAnswer none) {
        last = none;
      }
    }
    throw last;
  }

  private static Connection open(
      IpAddress to, int port, Deadline deadline, Duration longest, Stopwatch watch)
      throws NoAnswer, InterruptedException {
    String where = HostPort.bracketed(to.toString()) + ":" + port;
    Socket socket = new Socket();
    boolean connected = false;
    try {
      socket.setTcpNoDelay(true);
      long start = System.nanoTime();
      socket.connect(
          new InetSocketAddress(to.toInetAddress(), port), (int) Math.max(1, longest.toMillis()));
      watch.add(Stopwatch.Part.CONNECT, Deadline.millisSince(start));
      connected = true;
      return new Connection(socket, to, deadline);
    } catch (SocketTimeoutException _) {
      throw NoAnswer.down(where + " does not answer");
    } catch (IOException e) {
      Interruptions.rethrow();
      throw NoAnswer.down(where + ": " + HostName.shown(String.valueOf(e.getMessage())));
    } finally {
      if (!connected) {
        close(socket);
      }
    }
  }

  IpAddress address() {
    return address;
  }

  /**
   * Begins TLS.
   *
   * @param isChecked whether the certificate must be for this host and be trusted
   * @return the certificate as it was judged
   * @throws NoAnswer when there is no TLS, or the certificate is checked and bad
   */
  Certificate secure(
      String host, X509ExtendedTrustManager trust, boolean isChecked, Stopwatch watch)
      throws NoAnswer, InterruptedException {
    SeenCertificates seen = new SeenCertificates(trust, isChecked);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
      top = tls;
      tls.setSSLParameters(parameters(tls, host));
      long start = System.nanoTime();
      tls.setSoTimeout(deadline.leftMillis());
      tls.startHandshake();
      watch.add(Stopwatch.Part.TLS, Deadline.millisSince(start));
      return seen.certificate();
    } catch (SocketTimeoutException _) {
      throw NoAnswer.down("the TLS handshake was not done in time");
    } catch (SSLException e) {
      throw bad(seen, e);
    } catch (IOException e) {
      Interruptions.rethrow();
      throw NoAnswer.down("no TLS handshake: " + HostName.shown(String.valueOf(e.getMessage())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static SSLParameters parameters(SSLSocket tls, String host) {
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!HostName.isAddress(host)) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    return parameters;
  }

  private static NoAnswer bad(SeenCertificates seen, SSLException e) {
    Optional<Certificate> shown = seen.found();
    String problem = shown.map(Certificate::problem).orElse("");
    return problem.isEmpty()
        ? NoAnswer.down("no TLS handshake: " + HostName.shown(String.valueOf(e.getMessage())))
        : NoAnswer.down("the certificate is not valid: " + problem)
            .with(null, Phases.NONE, shown.get().answer());
  }

  OutputStream output() throws IOException {
    return top.getOutputStream();
  }

  InputStream input() throws IOException {
    return new TimedInput(top, top.getInputStream(), deadline);
  }

  @Override
  public void close() {
    close(socket); // without a farewell of TLS, which would wait for the other side
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Nothing is lost with it.
    }
  }
}
