package io.nightjar.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The answer to a {@link DriverQuestion} on its way from the store. Closing it early stops the
 * query.
 *
 * @param headers ClickHouse's own, by name
 * @param body in the format asked for
 * @param turn ended with the answer
 */
public record DriverAnswer(Map<String, String> headers, InputStream body, AutoCloseable turn)
    implements AutoCloseable {
  @Override
  public void close() throws IOException {
    try (body) {
      turn.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
