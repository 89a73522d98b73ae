package io.nightjar.notification;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Mails batches over SMTP: {@code smtps} speaks TLS from the first byte (RFC 8314), {@code smtp}
 * asks for it with STARTTLS (RFC 3207) and sends nothing without.
 */
final class MailChannel implements Channel {
  private static final int REFUSED_FOR_GOOD = 500;
  private static final String TIMEOUT_MILLIS = "10000";

  private final Destination destination;
  private final Secrets secrets;
  private final NameLookup names;
  private final Session session;

  MailChannel(Destination destination, Secrets secrets, NameLookup names, String monitor) {
    this.destination = destination;
    this.secrets = secrets;
    this.names = names;
    session = Session.getInstance(properties(destination, monitor));
  }

  private static Properties properties(Destination destination, String monitor) {
    boolean isImplicit = "smtps".equals(destination.at().getScheme());
    Properties properties = new Properties();
    properties.put(
        "mail.smtp.ssl.socketFactory", Trust.in(destination.authority()).getSocketFactory());
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.enable", Boolean.toString(isImplicit));
    properties.put("mail.smtp.starttls.enable", Boolean.toString(!isImplicit));
    properties.put("mail.smtp.starttls.required", Boolean.toString(!isImplicit));
    properties.put("mail.smtp.auth", Boolean.toString(!destination.mail().user().isEmpty()));
    properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.localhost", monitor.replaceAll("[^A-Za-z0-9.-]", "-"));
    return properties;
  }

  @Override
  public Receipt send(Batch batch) throws IOException, InterruptedException {
    InetAddress _ = names.find(destination, false);
    try (SMTPTransport transport = (SMTPTransport) session.getTransport("smtp")) {
      return send(batch, transport);
    } catch (MessagingException e) {
      throw new IOException(told(e), e);
    }
  }

  private Receipt send(Batch batch, SMTPTransport transport) throws MessagingException {
    try {
      Message message = message(batch);
      transport.connect(
          destination.host(), destination.at().getPort(), destination.mail().user(), secrets.key());
      transport.sendMessage(message, message.getAllRecipients());
      return Receipt.delivered(transport.getLastServerResponse());
    } catch (SendFailedException e) {
      Address[] sent = e.getValidSentAddresses();
      return sent != null && sent.length > 0
          ? Receipt.delivered("not to all: " + told(e))
          : failed(e, code(e));
    } catch (MessagingException e) {
      return failed(e, transport.getLastReturnCode());
    }
  }

  private static Receipt failed(MessagingException problem, int code) {
    return code >= REFUSED_FOR_GOOD ? Receipt.refused(told(problem)) : Receipt.later(told(problem));
  }

  /** What the server answered about the mail or an address, the lowest of all. */
  private static int code(SendFailedException problem) {
    int lowest = Integer.MAX_VALUE;
    for (Exception each = problem;
        each instanceof MessagingException failure;
        each = failure.getNextException()) {
      lowest =
          switch (each) {
            case SMTPAddressFailedException address -> Math.min(lowest, address.getReturnCode());
            case SMTPSenderFailedException sender -> Math.min(lowest, sender.getReturnCode());
            case SMTPSendFailedException mail -> Math.min(lowest, mail.getReturnCode());
            default -> lowest;
          };
    }
    return lowest == Integer.MAX_VALUE ? 0 : lowest;
  }

  /** What happened and why, in the words of library and server. */
  private static String told(MessagingException problem) {
    Exception next = problem.getNextException();
    String text = String.valueOf(problem.getMessage());
    return next == null || text.contains(String.valueOf(next.getMessage()))
        ? text
        : text + ": " + next.getMessage();
  }

  private MimeMessage message(Batch batch) throws MessagingException {
    MimeMessage message = new IdentifiedMessage(session, batch.id());
    message.setFrom(new InternetAddress(destination.mail().sender(), true));
    List<Address> to = new ArrayList<>();
    for (String each : destination.mail().recipients()) {
      to.add(new InternetAddress(each, true));
    }
    message.setRecipients(Message.RecipientType.TO, to.toArray(Address[]::new));
    message.setSubject(CleanText.unlinked(batch.headline()), "UTF-8");
    message.setSentDate(Date.from(Instant.now()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(CleanText.unlinked(text(batch)), "UTF-8");
    return message;
  }

  private static String text(Batch batch) {
    StringBuilder text = new StringBuilder();
    for (Notice notice : batch.notices()) {
      text.append(notice.headline()).append("\r\n");
      notice.lines().forEach(line -> text.append("  ").append(line).append("\r\n"));
      text.append("\r\n");
    }
    if (!batch.missed().isNothing()) {
      text.append(batch.missed().text()).append("\r\n");
    }
    return text.append("-- \r\nNightjar on ").append(batch.monitor()).append("\r\n").toString();
  }

  /** A message that has the same id when it is sent again. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + "@nightjar.invalid>");
    }
  }
}
