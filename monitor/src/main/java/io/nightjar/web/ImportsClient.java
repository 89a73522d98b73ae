package io.nightjar.web;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The other end of {@link ImportsEndpoint}. */
public final class ImportsClient {
  private static final long LOOK_MILLIS = 200;

  /**
   * How far an import is.
   *
   * @param state as the monitor names it: {@code uploading}, {@code reading}, {@code stored},
   *     {@code known}, {@code failed}
   */
  public record Progress(
      String id,
      String state,
      long bytes,
      long received,
      long packets,
      long flows,
      String problem) {
    boolean is(String other) {
      return state.equals(other);
    }
  }

  private final MonitorClient monitor;

  /** Imports into this monitor. */
  public ImportsClient(MonitorClient monitor) {
    this.monitor = monitor;
  }

  /**
   * Sends a file and waits until it is in history.
   *
   * @param fingerprint of the file
   * @param watch told now and then
   * @return how it ended
   */
  public Progress bring(Path file, String fingerprint, Consumer<Progress> watch)
      throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Progress begun = begin(file, channel.size(), fingerprint);
      Progress progress = begun.is("uploading") ? send(channel, begun, watch) : begun;
      while (progress.is("reading")) {
        watch.accept(progress);
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        progress = progress(monitor.get(ImportsEndpoint.PATH));
      }
      if (!progress.id().equals(begun.id())) {
        throw new IOException("the monitor was started anew: import the file again");
      }
      return progress;
    }
  }

  private Progress begin(Path file, long bytes, String fingerprint)
      throws IOException, InterruptedException {
    String body =
        Json.text(
            Json.object()
                .put("name", String.valueOf(file.getFileName()))
                .put("bytes", bytes)
                .put("fingerprint", fingerprint));
    return progress(monitor.send("POST", ImportsEndpoint.PATH, BodyPublishers.ofString(body)));
  }

  private Progress send(FileChannel channel, Progress begun, Consumer<Progress> watch)
      throws IOException, InterruptedException {
    Progress progress = begun;
    ByteBuffer piece = ByteBuffer.allocate(ImportsEndpoint.PIECE_BYTES);
    while (progress.is("uploading")) {
      watch.accept(progress);
      int length = channel.read(piece.clear(), progress.received());
      if (length <= 0) {
        throw new IOException("the file became shorter while it was read");
      }
      progress =
          progress(
              monitor.send(
                  "POST",
                  ImportsEndpoint.PATH + "/" + begun.id() + "?offset=" + progress.received(),
                  BodyPublishers.ofByteArray(piece.array(), 0, length)));
    }
    return progress;
  }

  private static Progress progress(JsonNode answer) {
    return new Progress(
        answer.path("id").asString(""),
        answer.path("state").asString(""),
        answer.path("bytes").asLong(0),
        answer.path("received").asLong(0),
        answer.path("packets").asLong(0),
        answer.path("flows").asLong(0),
        answer.path("problem").asString(""));
  }
}
