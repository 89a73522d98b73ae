package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.live.Series;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.ProbeSeries;
import io.nightjar.query.ProbeTimeSeries;
import io.nightjar.query.TimeSeries;
import io.nightjar.query.TimeSeries.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time series, summed up, with its points when asked for. */
@WithinNetworks
@WithinInterfaces
public final class GetTimeseries implements Tool<GetTimeseries.Arguments> {
  private static final Duration USUAL_RANGE = Duration.ofHours(1);

  /** What can be asked. */
  public record Arguments(
      @Argument(value = "name; see list_timeseries", required = true, example = "iface:traffic")
          String series,
      @Nullable
          @Argument(
              value = "of what; without it the keys with most bytes",
              example = "192.168.1.10")
          String key,
      @Argument(value = "what values are", byDefault = "\"bits_per_second\"") Metric metric,
      @Nullable @Argument(value = "only this interface or capture file; see list_interfaces")
          String interfaceName,
      @Nullable
          @Argument(
              value =
                  "start: ISO time, epoch seconds, or -6h, -30m, -7d; an hour before to without it",
              example = "-6h")
          String from,
      @Nullable @Argument(value = "end, in the same forms; now without it", example = "-5m")
          String to,
      @Nullable
          @Argument(
              value = "seconds a value covers; without it about 100 values",
              min = 1,
              max = 2_678_400)
          Integer step,
      @Argument(value = "also give each value", byDefault = "false") Boolean points,
      @Argument(value = "keys at most", byDefault = "10", min = 1, max = 100) Integer limit) {}

  private final TimeSeries series;
  private final ProbeTimeSeries probes;

  /** Answers from these. */
  public GetTimeseries(TimeSeries series, ProbeTimeSeries probes) {
    this.series = series;
    this.probes = probes;
  }

  @Override
  public Card card() {
    return new Card(
        "get_timeseries",
        "Time series",
        "Traffic over time of an interface, application, network, host, MAC, AS, country or VLAN,"
            + " or values of a probe: min, avg, max, p95 and last for each key, with points=true"
            + " every value.",
        """
        {"series": "iface:traffic", "from": "-6h", "step": 300}\
        """,
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return TimeSeries.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Optional<ProbeSeries> ofProbes = ProbeSeries.named(arguments.series().strip());
    Instant to = arguments.to() == null ? Instant.now() : TimeText.parse("to", arguments.to());
    Instant from =
        arguments.from() == null ? to.minus(USUAL_RANGE) : TimeText.parse("from", arguments.from());
    if (!from.isBefore(to)) {
      throw Ask.invalid(
          "to: " + to + " is not after from, " + from, "give the earlier time as from");
    }
    if (ofProbes.isPresent()) {
      return ofProbes(ofProbes.get(), arguments, from, to);
    }
    var question =
        new TimeSeries.Question(
            named(arguments.series()),
            arguments.key(),
            arguments.metric(),
            arguments.interfaceName(),
            from,
            to,
            arguments.step() == null ? 0 : arguments.step(),
            arguments.points(),
            arguments.limit());
    refuseTooMany(arguments, question.step(), question.smallestStep());
    return Ask.question(() -> series.of(question));
  }

  private Answer ofProbes(ProbeSeries which, Arguments arguments, Instant from, Instant to)
      throws ToolProblem {
    var question =
        new ProbeTimeSeries.Question(
            which,
            arguments.key() == null ? "" : arguments.key(),
            from,
            to,
            arguments.step() == null ? 0 : arguments.step(),
            arguments.points(),
            arguments.limit());
    refuseTooMany(arguments, question.step(), question.smallestStep());
    return Ask.question(() -> probes.of(question));
  }

  private static void refuseTooMany(Arguments arguments, long step, long smallest)
      throws ToolProblem {
    if (step < smallest) {
      throw Ask.invalid(
          "step: " + arguments.step() + " s cuts the range into too many values",
          "for this range at least " + smallest + ", or a shorter range");
    }
  }

  static Series named(String name) throws ToolProblem {
    return TimeSeries.named(name.strip())
        .orElseThrow(
            () ->
                Ask.invalid(
                    "series: there is no '" + UntrustedText.clean(name) + "'",
                    "series are " + String.join(", ", TimeSeries.names())));
  }
}
