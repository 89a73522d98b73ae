package io.nightjar.probe;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges certificates as another does, and remembers the one that came and what was said of it.
 * Unless they are checked, a bad one passes: it is looked at, and nothing is sent.
 */
final class SeenCertificates extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;
  private final boolean isChecked;
  private @Nullable Certificate found;

  SeenCertificates(X509ExtendedTrustManager judge, boolean isChecked) {
    this.judge = judge;
    this.isChecked = isChecked;
  }

  /** The server's, once it came. */
  Optional<Certificate> found() {
    return Optional.ofNullable(found);
  }

  Certificate certificate() throws NoAnswer {
    return found().orElseThrow(() -> NoAnswer.down("the server showed no certificate"));
  }

  /** A judgement. */
  private interface Check {
    void run() throws CertificateException;
  }

  private void judged(X509Certificate[] chain, Check check) throws CertificateException {
    var ends = chain[0].getNotAfter().toInstant();
    found = new Certificate(ends, "");
    try {
      check.run();
    } catch (CertificateException e) {
      found = new Certificate(ends, words(e));
      if (isChecked) {
        throw e;
      }
    }
  }

  private static String words(Throwable problem) {
    Throwable first = problem;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return HostName.shown(String.valueOf(first.getMessage()));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judged(chain, () -> judge.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judged(chain, () -> judge.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judged(chain, () -> judge.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
