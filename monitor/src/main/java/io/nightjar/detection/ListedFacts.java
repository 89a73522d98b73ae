package io.nightjar.detection;

import io.nightjar.blocklist.FlowFacts;
import io.nightjar.flow.Flow;
import io.nightjar.net.IpAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A flow as lists are asked about it; one object for all flows of a worker. */
final class ListedFacts implements FlowFacts {
  private @Nullable Flow flow;
  private boolean settled;

  /** This, speaking of that flow now. */
  ListedFacts of(Flow other, boolean isSettled) {
    flow = other;
    settled = isSettled;
    return this;
  }

  private Flow flow() {
    return Objects.requireNonNull(flow);
  }

  @Override
  public IpAddress client() {
    return flow().client().ip();
  }

  @Override
  public IpAddress server() {
    return flow().server().ip();
  }

  @Override
  public boolean isClientLocal() {
    return flow().client().origin().isLocal();
  }

  @Override
  public boolean isServerLocal() {
    return flow().server().origin().isLocal();
  }

  @Override
  public boolean isAnswered() {
    return flow().fromServer().packets() > 0;
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  @Override
  public String domain() {
    return flow().application().domainName();
  }

  @Override
  public String url() {
    return flow().application().http().url();
  }

  /** The detection engine does not tell it. */
  @Override
  public String certificate() {
    return "";
  }

  @Override
  public String ja3() {
    return flow().fingerprints().ja3();
  }

  @Override
  public String ja4() {
    return flow().fingerprints().ja4();
  }

  @Override
  public long clientAsn() {
    return flow().client().origin().asn();
  }

  @Override
  public long serverAsn() {
    return flow().server().origin().asn();
  }

  @Override
  public String clientCountry() {
    return flow().client().origin().country();
  }

  @Override
  public String serverCountry() {
    return flow().server().origin().country();
  }
}
