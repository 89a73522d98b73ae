package io.nightjar.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Assertions;

/** An authority of its own and the certificates it issues, made by the JDK's keytool. */
public final class Certificates {
  private static final String PASSWORD = "only-for-tests";

  private final Path store;
  private int issued;

  /** The authority's own certificate, PEM. */
  public final Path authority;

  /** An authority that keeps its keys in this folder. */
  public Certificates(Path folder) throws IOException, InterruptedException {
    store = folder.resolve("keys.p12");
    authority = folder.resolve("ca.pem");
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test authority", "-ext", "bc:c");
    keytool("-exportcert", "-rfc", "-alias", "ca", "-file", authority.toString());
  }

  /** Sockets of a server with a certificate for this name, like {@code ip:127.0.0.1}. */
  public SSLServerSocketFactory of(String name, String... more)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore one = issue(name, more);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  /** A key and its certificate for this name in a file, PEM, for programs that are not Java. */
  public Path pem(String name) throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore one = issue(name);
    String alias = one.aliases().nextElement();
    StringBuilder text = new StringBuilder();
    text.append(block("PRIVATE KEY", one.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
    for (Certificate each : one.getCertificateChain(alias)) {
      text.append(block("CERTIFICATE", each.getEncoded()));
    }
    return Files.writeString(store.resolveSibling(alias + ".pem"), text);
  }

  private static String block(String type, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, lines, type);
  }

  private KeyStore issue(String name, String... more)
      throws IOException, InterruptedException, GeneralSecurityException {
    String alias = "server" + issued++;
    List<String> arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-dname", "CN=server", "-signer", "ca"));
    arguments.addAll(List.of("-ext", "san=" + name));
    arguments.addAll(Arrays.asList(more));
    keytool(arguments.toArray(String[]::new));
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      all.load(in, PASSWORD.toCharArray());
    }
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(
        alias,
        all.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        all.getCertificateChain(alias));
    return one;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    if (command.contains("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, process.waitFor(), said);
  }
}
