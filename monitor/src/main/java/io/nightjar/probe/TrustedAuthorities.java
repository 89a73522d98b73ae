package io.nightjar.probe;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed. */
public final class TrustedAuthorities {
  /** Read when the first certificate is to be judged. */
  private static final class Machine {
    static final X509ExtendedTrustManager TRUST = of(null);
  }

  private TrustedAuthorities() {}

  /** Those that Java trusts on this machine. */
  static X509ExtendedTrustManager ofMachine() {
    return Machine.TRUST;
  }

  /** Those in this store; the machine's where it is null. */
  static X509ExtendedTrustManager of(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager each : factory.getTrustManagers()) {
        if (each instanceof X509ExtendedTrustManager trust) {
          return trust;
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no certificates to trust", e);
    }
    throw new IllegalStateException("this Java judges no certificates");
  }
}
