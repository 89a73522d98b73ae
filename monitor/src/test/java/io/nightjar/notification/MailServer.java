package io.nightjar.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A mail server of Debian's python3-aiosmtpd, which tells each mail as a line of JSON. */
final class MailServer implements AutoCloseable {
  /** Debian's own, which knows its packages. */
  private static final String PYTHON = "/usr/bin/python3";

  /** Speaks TLS at once when told "smtps", else requires STARTTLS; requires the user "nj". */
  private static final String PROGRAM =
      """
      import asyncio, json, ssl, sys
      from aiosmtpd.smtp import SMTP, AuthResult
      from email import message_from_bytes, policy

      def tell(**what):
          print(json.dumps(what), flush=True)

      class Handler:
          async def handle_RCPT(self, server, session, envelope, address, options):
              if address.startswith("nobody@"):
                  return "550 5.1.1 no such user"
              if address.startswith("later@"):
                  return "451 4.3.0 come again"
              envelope.rcpt_tos.append(address)
              return "250 OK"

          async def handle_DATA(self, server, session, envelope):
              mail = message_from_bytes(envelope.content, policy=policy.default)
              tell(tls=server.transport.get_extra_info("sslcontext") is not None, user=(session.auth_data or b"").decode(),
                   sender=envelope.mail_from, to=envelope.rcpt_tos,
                   headers=[[k, str(v)] for k, v in mail.items()],
                   text=mail.get_content(), defects=len(mail.defects))
              return "250 OK queued as 42"

      def check(server, session, envelope, mechanism, data):
          ok = data.login == b"nj" and data.password == b"s3cret word"
          return AuthResult(success=ok, handled=ok, auth_data=data.login if ok else None)

      async def serve(mode, pem):
          context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
          context.load_cert_chain(pem)
          wanted = dict(authenticator=check, auth_required=True)
          if mode == "starttls":
              wanted.update(tls_context=context, require_starttls=True)
          else:
              wanted.update(auth_require_tls=False)
          loop = asyncio.get_running_loop()
          server = await loop.create_server(
              lambda: SMTP(Handler(), **wanted), "127.0.0.1", 0,
              ssl=context if mode == "smtps" else None)
          tell(port=server.sockets[0].getsockname()[1])
          await loop.run_in_executor(None, sys.stdin.read)

      asyncio.run(serve(*sys.argv[1:]))
      """;

  private final Process process;
  private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
  private final int port;

  MailServer(String mode, Path pem) throws IOException, InterruptedException {
    Assumptions.assumeTrue(isThere(), "there is no python3-aiosmtpd: apt-get install it");
    process =
        new ProcessBuilder(PYTHON, "-W", "ignore", "-c", PROGRAM, mode, pem.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread.ofVirtual().start(this::read);
    port = take().path("port").asInt();
  }

  private static boolean isThere() throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import aiosmtpd").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.add(new JsonMapper().readTree(line));
      }
    } catch (IOException _) {
      // It ended.
    }
  }

  int port() {
    return port;
  }

  JsonNode take() throws InterruptedException {
    JsonNode taken = told.poll(20, TimeUnit.SECONDS);
    if (taken == null) {
      throw new AssertionError("the mail server told nothing");
    }
    return taken;
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
