package io.nightjar.history;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no talking to a server, in words for whoever named it in {@code --store}. */
final class ServerTrouble {
  private static final int HTTP_BAD_REQUEST = 400;

  private ServerTrouble() {}

  /** What a failed exchange with the server at this URL says, and what to do. */
  static String of(String url, IOException e) {
    if (e instanceof SSLException || isCausedBy(e, SSLException.class)) {
      return tls(url, e);
    }
    if (isCausedBy(e, UnresolvedAddressException.class)
        || isCausedBy(e, UnknownHostException.class)) {
      return url + ": there is no host of this name";
    }
    if (e instanceof HttpTimeoutException) {
      return url
          + " does not answer in time"
          + (url.startsWith("https:") ? "; where it does not speak TLS, write http://" : "");
    }
    if (e instanceof ConnectException) {
      return "nothing listens at " + url;
    }
    String said = messages(e);
    return said.contains("invalid status line") || said.contains("invalid version")
        ? stranger(url, "no HTTP")
        : url + " closes the connection";
  }

  private static String tls(String url, Throwable e) {
    String said = messages(e);
    if (isCausedBy(e, CertificateExpiredException.class)
        || isCausedBy(e, CertificateNotYetValidException.class)) {
      return url + ": the certificate is not valid now: renew it, and look at both clocks";
    }
    if (said.contains("no subject alternative") || said.contains("no name matching")) {
      return url
          + ": the certificate is not for this name: use a name that is in it, or have one made"
          + " for this name";
    }
    if (said.contains("unable to find valid certification path") || said.contains("pkix")) {
      return url
          + ": the certificate is not trusted: name the certificate (PEM) of who issued it with"
          + " ?ca=FILE";
    }
    if (said.contains("unsupported or unrecognized ssl message") || said.contains("plaintext")) {
      return url + " does not speak TLS: write http://, or the port of TLS, usually 8443";
    }
    return url + ": TLS fails: " + said.lines().findFirst().orElse("no reason given");
  }

  /** What answers is no ClickHouse server. */
  static String stranger(String url, int status) {
    String hint =
        status == HTTP_BAD_REQUEST && url.startsWith("http:")
            ? "; a port of TLS answers so to http://"
            : "";
    return stranger(url, "HTTP status " + status + " without ClickHouse's error code") + hint;
  }

  static String stranger(String url, String what) {
    return "what answers at "
        + url
        + " is not ClickHouse's HTTP interface ("
        + what
        + "): name its port, usually 8123, or 8443 with https://";
  }

  private static boolean isCausedBy(Throwable e, Class<? extends Throwable> kind) {
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static String messages(Throwable e) {
    StringBuilder all = new StringBuilder();
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      all.append(String.valueOf(at.getMessage())).append('\n');
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }
}
