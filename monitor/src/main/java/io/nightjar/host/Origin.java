package io.nightjar.host;

/**
 * What look-up data says of an address.
 *
 * @param scope what kind of address it is
 * @param country two letters; empty when unknown or not public
 * @param asn autonomous system number; 0 when unknown or not public
 * @param asnName its organisation; empty when unknown
 * @param isLocal whether it is in the networks configured as local
 */
public record Origin(
    io.nightjar.net.AddressScope scope,
    String country,
    long asn,
    String asnName,
    boolean isLocal) {}
