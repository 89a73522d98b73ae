package io.nightjar.clickhouse;

import io.nightjar.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * How a client wants an answer beside its format.
 *
 * @param revision of ClickHouse's protocol that its Native format follows; 0 for none
 * @param lz4 in ClickHouse's own compression
 * @param gzip in HTTP's, around all else
 * @param tag by which it knows an error after data
 */
record AnswerEncoding(int revision, boolean lz4, boolean gzip, String tag) {
  static AnswerEncoding of(HttpRequest request, Map<String, String> parameters, String format) {
    String revision = parameters.getOrDefault("client_protocol_version", "");
    return new AnswerEncoding(
        format.equals("Native") && revision.matches("\\d{1,6}") ? Integer.parseInt(revision) : 0,
        isOn(parameters, "compress"),
        isOn(parameters, "enable_http_compression")
            && request.headers().apply("Accept-Encoding").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("gzip")),
        UUID.randomUUID().toString().replace("-", "").substring(0, 16));
  }

  /** Whether a switch is on. */
  static boolean isOn(Map<String, String> parameters, String name) {
    return parameters.getOrDefault(name, "0").matches("1|true");
  }

  /** What the client is told of it. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    if (gzip) {
      headers.put("Content-Encoding", "gzip");
    }
    if (revision > 0) {
      headers.put("X-ClickHouse-Exception-Tag", tag);
    }
    return headers;
  }

  /** Writes the store's answer. */
  void write(InputStream answer, OutputStream out) throws IOException {
    if (gzip) {
      GZIPOutputStream packed = new GZIPOutputStream(out);
      writePlain(answer, packed);
      packed.finish();
    } else {
      writePlain(answer, out);
    }
  }

  private void writePlain(InputStream answer, OutputStream out) throws IOException {
    if (lz4) {
      Lz4Blocks packed = new Lz4Blocks(out);
      writeBlocks(answer, packed);
      packed.finish();
    } else {
      writeBlocks(answer, out);
    }
  }

  private void writeBlocks(InputStream answer, OutputStream out) throws IOException {
    if (revision > 0) {
      NativeBlocks.copy(answer, out, revision, tag);
    } else {
      answer.transferTo(out);
    }
  }
}
