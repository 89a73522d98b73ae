CREATE DATABASE IF NOT EXISTS `nightjar`;

CREATE TABLE IF NOT EXISTS `nightjar`.`flows` (
`flow_id` UInt64 COMMENT 'Identifies the flow; a long flow has several rows of one flow_id whose counts add up' CODEC(Delta, ZSTD(1)),
`first_dump` Bool COMMENT 'True on the first row of a flow: countIf(first_dump) counts flows' CODEC(ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that saw the flow' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`first_seen` DateTime('UTC') COMMENT 'Time of the first packet this row covers, UTC' CODEC(Delta, ZSTD(1)),
`last_seen` DateTime('UTC') COMMENT 'Time of the last packet this row covers, UTC' CODEC(Delta, ZSTD(1)),
`first_seen_us` DateTime64(6, 'UTC') COMMENT 'As first_seen, to the microsecond' CODEC(Delta, ZSTD(1)),
`duration_ms` UInt64 COMMENT 'Time from first to last packet this row covers, milliseconds' CODEC(T64, ZSTD(1)),
`vlan_id` UInt16 COMMENT 'VLAN, 0 for none' CODEC(ZSTD(1)),
`tunnel_type` LowCardinality(String) COMMENT 'Outermost tunnel: gre, vxlan, gtp-u, ... ; empty for none. Addresses and ports are the inner ones' CODEC(ZSTD(1)),
`tunnel_id` UInt32 COMMENT 'Its VNI, TEID, key or session, 0 for none' CODEC(ZSTD(1)),
`tunnel_src_ip` LowCardinality(String) COMMENT 'Where it comes from' CODEC(ZSTD(1)),
`tunnel_dst_ip` LowCardinality(String) COMMENT 'Where it goes to' CODEC(ZSTD(1)),
`ip_version` UInt8 COMMENT '4 or 6' CODEC(ZSTD(1)),
`src_ip` String COMMENT 'Address of the client' CODEC(ZSTD(1)),
`dst_ip` String COMMENT 'Address of the server' CODEC(ZSTD(1)),
`src_port` UInt16 COMMENT 'Port of the client, or ICMP type' CODEC(ZSTD(1)),
`dst_port` UInt16 COMMENT 'Port of the server, or ICMP code' CODEC(ZSTD(1)),
`l4_proto` LowCardinality(String) COMMENT 'Transport protocol: TCP, UDP, ICMP, ICMPv6, SCTP, ... or its IANA number' CODEC(ZSTD(1)),
`src_mac` String COMMENT 'MAC address of the client\'s side' CODEC(ZSTD(1)),
`dst_mac` String COMMENT 'MAC address of the server\'s side' CODEC(ZSTD(1)),
`src_country` LowCardinality(String) COMMENT 'Country of the client, two letters' CODEC(ZSTD(1)),
`dst_country` LowCardinality(String) COMMENT 'Country of the server, two letters' CODEC(ZSTD(1)),
`src_asn` UInt32 COMMENT 'Autonomous system of the client, 0 unknown' CODEC(ZSTD(1)),
`dst_asn` UInt32 COMMENT 'Autonomous system of the server, 0 unknown' CODEC(ZSTD(1)),
`src_asn_name` LowCardinality(String) COMMENT 'Name of src_asn' CODEC(ZSTD(1)),
`dst_asn_name` LowCardinality(String) COMMENT 'Name of dst_asn' CODEC(ZSTD(1)),
`src_is_local` Bool COMMENT 'Whether src_ip is in a local network' CODEC(ZSTD(1)),
`dst_is_local` Bool COMMENT 'Whether dst_ip is in a local network' CODEC(ZSTD(1)),
`src_host_name` String COMMENT 'Name of the client, empty when unknown' CODEC(ZSTD(1)),
`dst_host_name` String COMMENT 'Name of the server, empty when unknown' CODEC(ZSTD(1)),
`l7_proto` LowCardinality(String) COMMENT 'Application protocol in lower case: dns, tls, http, quic, ssh, ...; unknown' CODEC(ZSTD(1)),
`l7_app` LowCardinality(String) COMMENT 'Application as nDPI names it, for example TLS.Google' CODEC(ZSTD(1)),
`l7_category` LowCardinality(String) COMMENT 'Category of the application' CODEC(ZSTD(1)),
`detection` LowCardinality(String) COMMENT 'How the application was found: dpi (payload), guess, port, none' CODEC(ZSTD(1)),
`domain_name` String COMMENT 'TLS server name, HTTP host or DNS query' CODEC(ZSTD(1)),
`info` String COMMENT 'What is most telling of the flow' CODEC(ZSTD(1)),
`score` UInt32 COMMENT 'Risk score: the sum of the risks\' scores' CODEC(ZSTD(1)),
`risks` Array(LowCardinality(String)) COMMENT 'Flow risks by nDPI\'s names, for example Known Proto on Non Std Port' CODEC(ZSTD(1)),
`alerts` Array(LowCardinality(String)) COMMENT 'Alerts raised for the flow' CODEC(ZSTD(1)),
`bytes` UInt64 COMMENT 'Bytes both ways, frames without FCS' CODEC(T64, ZSTD(1)),
`packets` UInt64 COMMENT 'Packets both ways' CODEC(T64, ZSTD(1)),
`src2dst_bytes` UInt64 COMMENT 'Bytes from client to server' CODEC(T64, ZSTD(1)),
`src2dst_packets` UInt64 COMMENT 'Packets from client to server' CODEC(T64, ZSTD(1)),
`tcp_flags_src2dst` UInt8 COMMENT 'OR of the TCP flags from client to server (1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK, 32 URG)' CODEC(ZSTD(1)),
`tcp_retransmissions_src2dst` UInt32 COMMENT 'TCP segments sent again from client to server' CODEC(ZSTD(1)),
`tcp_out_of_order_src2dst` UInt32 COMMENT 'TCP segments out of order from client to server' CODEC(ZSTD(1)),
`tcp_lost_src2dst` UInt32 COMMENT 'Gaps in the TCP sequence from client to server: segments lost before the monitor, or late' CODEC(ZSTD(1)),
`tcp_zero_windows_src2dst` UInt32 COMMENT 'TCP segments from client to server that told the other side to stop sending' CODEC(ZSTD(1)),
`tcp_keep_alives_src2dst` UInt32 COMMENT 'TCP keep-alives from client to server, without their answers' CODEC(ZSTD(1)),
`tcp_duplicate_acks_src2dst` UInt32 COMMENT 'TCP acknowledgments from client to server that repeat the one before' CODEC(ZSTD(1)),
`tcp_resets_src2dst` UInt32 COMMENT 'TCP segments with RST from client to server' CODEC(ZSTD(1)),
`dst2src_bytes` UInt64 COMMENT 'Bytes from server to client' CODEC(T64, ZSTD(1)),
`dst2src_packets` UInt64 COMMENT 'Packets from server to client' CODEC(T64, ZSTD(1)),
`tcp_flags_dst2src` UInt8 COMMENT 'OR of the TCP flags from server to client (1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK, 32 URG)' CODEC(ZSTD(1)),
`tcp_retransmissions_dst2src` UInt32 COMMENT 'TCP segments sent again from server to client' CODEC(ZSTD(1)),
`tcp_out_of_order_dst2src` UInt32 COMMENT 'TCP segments out of order from server to client' CODEC(ZSTD(1)),
`tcp_lost_dst2src` UInt32 COMMENT 'Gaps in the TCP sequence from server to client: segments lost before the monitor, or late' CODEC(ZSTD(1)),
`tcp_zero_windows_dst2src` UInt32 COMMENT 'TCP segments from server to client that told the other side to stop sending' CODEC(ZSTD(1)),
`tcp_keep_alives_dst2src` UInt32 COMMENT 'TCP keep-alives from server to client, without their answers' CODEC(ZSTD(1)),
`tcp_duplicate_acks_dst2src` UInt32 COMMENT 'TCP acknowledgments from server to client that repeat the one before' CODEC(ZSTD(1)),
`tcp_resets_dst2src` UInt32 COMMENT 'TCP segments with RST from server to client' CODEC(ZSTD(1)),
`conn_state` LowCardinality(String) COMMENT 'How the connection went, in Zeek\'s words: S0, S1, SF, REJ, RSTO, RSTR, OTH, ...' CODEC(ZSTD(1)),
`client_rtt_us` UInt32 COMMENT 'Round trip between monitor and client, microseconds, 0 unknown' CODEC(ZSTD(1)),
`server_rtt_us` UInt32 COMMENT 'Round trip between monitor and server, microseconds, 0 unknown' CODEC(ZSTD(1)),
`app_latency_us` UInt32 COMMENT 'From the client\'s first payload to the server\'s first, microseconds, 0 unknown' CODEC(ZSTD(1)),
`ja3` String COMMENT 'JA3 fingerprint of the TLS client' CODEC(ZSTD(1)),
`ja4` String COMMENT 'JA4 fingerprint of the TLS client' CODEC(ZSTD(1)),
`hassh` String COMMENT 'HASSH fingerprint of the SSH client' CODEC(ZSTD(1)),
`hassh_server` String COMMENT 'HASSH fingerprint of the SSH server' CODEC(ZSTD(1)),
`tls_version` LowCardinality(String) COMMENT 'TLS version' CODEC(ZSTD(1)),
`tls_subject` String COMMENT 'Subject of the certificate' CODEC(ZSTD(1)),
`tls_issuer` String COMMENT 'Issuer of the certificate' CODEC(ZSTD(1)),
`http_method` LowCardinality(String) COMMENT 'Method of the first request' CODEC(ZSTD(1)),
`http_url` String COMMENT 'URL of the first request' CODEC(ZSTD(1)),
`http_status` UInt16 COMMENT 'Status of its answer, 0 none' CODEC(ZSTD(1)),
`http_user_agent` String COMMENT 'User agent' CODEC(ZSTD(1)),
`dns_query` String COMMENT 'Name asked for' CODEC(ZSTD(1)),
`dns_type` UInt16 COMMENT 'Type asked for: 1 A, 28 AAAA, ...' CODEC(ZSTD(1)),
`dns_rcode` Int16 COMMENT 'Response code: 0 no error, 3 no such name, ...; -1 no answer seen' CODEC(ZSTD(1)),
`community_id` String COMMENT 'Community ID v1, to find the flow elsewhere' CODEC(ZSTD(1)),
`exporter_ip` LowCardinality(String) COMMENT 'Address of the NetFlow, IPFIX or sFlow exporter, empty when captured' CODEC(ZSTD(1)),
`input_if` UInt32 COMMENT 'SNMP index of the input interface' CODEC(ZSTD(1)),
`output_if` UInt32 COMMENT 'SNMP index of the output interface' CODEC(ZSTD(1)),
`observation_domain` UInt32 COMMENT 'Of the exporter' CODEC(ZSTD(1)),
`sampling_rate` UInt32 COMMENT 'One of how many packets was looked at' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`DOMAIN_NAME` String ALIAS domain_name COMMENT 'The same as domain_name',
`FIRST_SEEN` DateTime('UTC') ALIAS first_seen COMMENT 'The same as first_seen',
`L4_PROTO` LowCardinality(String) ALIAS l4_proto COMMENT 'The same as l4_proto',
`L7_PROTO` LowCardinality(String) ALIAS l7_proto COMMENT 'The same as l7_proto',
`LAST_SEEN` DateTime('UTC') ALIAS last_seen COMMENT 'The same as last_seen',
INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_dst_port dst_port TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_domain domain_name TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 1
) ENGINE = MergeTree PARTITION BY toStartOfInterval(stored, INTERVAL 6 HOUR) ORDER BY (toStartOfHour(first_seen), l7_proto, src_ip, dst_ip, first_seen) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, vertical_merge_algorithm_min_rows_to_activate = 1, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Network flows, one row per flow or per five minutes of a long one';

CREATE TABLE IF NOT EXISTS `nightjar`.`timeseries` (
`series` LowCardinality(String) COMMENT 'What is counted: iface:traffic, iface:ndpi, subnet:traffic, host:traffic, ...' CODEC(ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that counted' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`key` String COMMENT 'What it was counted of: an address, an application, a network, ...; (other) for all that were not among the busiest' CODEC(ZSTD(1)),
`time` DateTime('UTC') COMMENT 'When the interval began, UTC. Several rows of one key and time add up' CODEC(Delta, ZSTD(1)),
`interval_s` UInt16 COMMENT 'Length of the interval in seconds; the same in all of a series' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`bytes_sent` UInt64 COMMENT 'Frame bytes sent by the key in the interval; of an application by clients; sum them' CODEC(T64, ZSTD(1)),
`bytes_received` UInt64 COMMENT 'Frame bytes the key was sent; an interface and a VLAN are sent all they see; sum them' CODEC(T64, ZSTD(1)),
`packets_sent` UInt64 COMMENT 'As bytes_sent, frames' CODEC(T64, ZSTD(1)),
`packets_received` UInt64 COMMENT 'As bytes_received, frames' CODEC(T64, ZSTD(1)),
`flows` UInt64 COMMENT 'Flows begun in the interval; sum them' CODEC(T64, ZSTD(1)),
`dropped_packets` UInt64 COMMENT 'Frames lost in the interval before they were read; sum them' CODEC(T64, ZSTD(1)),
`active_flows` UInt64 COMMENT 'Flows in memory at the interval\'s end: sum over rows of one time, then max' CODEC(T64, ZSTD(1)),
`hosts` UInt64 COMMENT 'Hosts in memory at the interval\'s end, of one worker: max' CODEC(T64, ZSTD(1)),
`devices` UInt64 COMMENT 'MAC addresses in memory at the interval\'s end, of one worker: max' CODEC(T64, ZSTD(1))
) ENGINE = MergeTree PARTITION BY toStartOfWeek(stored, 1) ORDER BY (series, key, time) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, vertical_merge_algorithm_min_rows_to_activate = 1, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Traffic over time: what an interface, application, network, host, ... moved in each interval; rows of one key and time add up';

CREATE TABLE IF NOT EXISTS `nightjar`.`captures` (
`fingerprint` String COMMENT 'Identifies the file\'s content',
`name` String COMMENT 'Name of the file',
`state` LowCardinality(String) COMMENT 'What happened: reading or complete',
`at` DateTime64(3, 'UTC') COMMENT 'When it happened, UTC',
`packets` UInt64 COMMENT 'Packets in the file, 0 until complete',
`flows` UInt64 COMMENT 'Rows written to flows, 0 until complete'
) ENGINE = MergeTree ORDER BY (fingerprint, at) SETTINGS max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Capture files read: a row when reading begins and one when it is complete';

CREATE TABLE IF NOT EXISTS `nightjar`.`flows_1m` (
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`time` DateTime('UTC') COMMENT 'Start of the minute in which flows began, UTC' CODEC(Delta, ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that saw the flows' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`vlan_id` UInt16 COMMENT 'VLAN, 0 for none' CODEC(ZSTD(1)),
`src_ip` String COMMENT 'Address of the client' CODEC(ZSTD(1)),
`dst_ip` String COMMENT 'Address of the server' CODEC(ZSTD(1)),
`dst_port` UInt16 COMMENT 'Port of the server, or ICMP code' CODEC(ZSTD(1)),
`l4_proto` LowCardinality(String) COMMENT 'Transport protocol: TCP, UDP, ICMP, ...' CODEC(ZSTD(1)),
`l7_app` LowCardinality(String) COMMENT 'Application as nDPI names it' CODEC(ZSTD(1)),
`domain_name` String COMMENT 'TLS server name, HTTP host or DNS query' CODEC(ZSTD(1)),
`l7_proto` LowCardinality(String) COMMENT 'Application protocol in lower case' CODEC(ZSTD(1)),
`l7_category` LowCardinality(String) COMMENT 'Category of the application' CODEC(ZSTD(1)),
`src_country` LowCardinality(String) COMMENT 'Country of the client, two letters' CODEC(ZSTD(1)),
`dst_country` LowCardinality(String) COMMENT 'Country of the server, two letters' CODEC(ZSTD(1)),
`src_asn` UInt32 COMMENT 'Autonomous system of the client, 0 unknown' CODEC(ZSTD(1)),
`dst_asn` UInt32 COMMENT 'Autonomous system of the server, 0 unknown' CODEC(ZSTD(1)),
`src_asn_name` LowCardinality(String) COMMENT 'Name of src_asn' CODEC(ZSTD(1)),
`dst_asn_name` LowCardinality(String) COMMENT 'Name of dst_asn' CODEC(ZSTD(1)),
`src_is_local` Bool COMMENT 'Whether src_ip is in a local network' CODEC(ZSTD(1)),
`dst_is_local` Bool COMMENT 'Whether dst_ip is in a local network' CODEC(ZSTD(1)),
`flows` UInt64 COMMENT 'Flows begun; sum them' CODEC(T64, ZSTD(1)),
`alerted_flows` UInt64 COMMENT 'Of those, with a risk; sum them' CODEC(T64, ZSTD(1)),
`score` UInt64 COMMENT 'Scores of the flows begun; sum them' CODEC(T64, ZSTD(1)),
`bytes` UInt64 COMMENT 'Bytes both ways, frames without FCS; sum them' CODEC(T64, ZSTD(1)),
`packets` UInt64 COMMENT 'Packets both ways; sum them' CODEC(T64, ZSTD(1)),
`src2dst_bytes` UInt64 COMMENT 'Bytes from client to server; sum them' CODEC(T64, ZSTD(1)),
`dst2src_bytes` UInt64 COMMENT 'Bytes from server to client; sum them' CODEC(T64, ZSTD(1)),
`src2dst_packets` UInt64 COMMENT 'Packets from client to server; sum them' CODEC(T64, ZSTD(1)),
`dst2src_packets` UInt64 COMMENT 'Packets from server to client; sum them' CODEC(T64, ZSTD(1)),
INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = SummingMergeTree((flows, alerted_flows, score, bytes, packets, src2dst_bytes, dst2src_bytes, src2dst_packets, dst2src_packets)) PARTITION BY toStartOfWeek(stored, 1) ORDER BY (time, src_ip, dst_ip, dst_port, l4_proto, l7_app, domain_name, vlan_id, interface, probe, capture) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, enable_vertical_merge_algorithm = 0, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Flows of a minute added up; sum the counts, rows of one key may still be several';

CREATE TABLE IF NOT EXISTS `nightjar`.`flows_1h` (
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`time` DateTime('UTC') COMMENT 'Start of the hour in which flows began, UTC' CODEC(Delta, ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that saw the flows' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`vlan_id` UInt16 COMMENT 'VLAN, 0 for none' CODEC(ZSTD(1)),
`src_ip` String COMMENT 'Address of the client' CODEC(ZSTD(1)),
`dst_ip` String COMMENT 'Address of the server' CODEC(ZSTD(1)),
`dst_port` UInt16 COMMENT 'Port of the server, or ICMP code' CODEC(ZSTD(1)),
`l4_proto` LowCardinality(String) COMMENT 'Transport protocol: TCP, UDP, ICMP, ...' CODEC(ZSTD(1)),
`l7_app` LowCardinality(String) COMMENT 'Application as nDPI names it' CODEC(ZSTD(1)),
`domain_name` String COMMENT 'TLS server name, HTTP host or DNS query' CODEC(ZSTD(1)),
`l7_proto` LowCardinality(String) COMMENT 'Application protocol in lower case' CODEC(ZSTD(1)),
`l7_category` LowCardinality(String) COMMENT 'Category of the application' CODEC(ZSTD(1)),
`src_country` LowCardinality(String) COMMENT 'Country of the client, two letters' CODEC(ZSTD(1)),
`dst_country` LowCardinality(String) COMMENT 'Country of the server, two letters' CODEC(ZSTD(1)),
`src_asn` UInt32 COMMENT 'Autonomous system of the client, 0 unknown' CODEC(ZSTD(1)),
`dst_asn` UInt32 COMMENT 'Autonomous system of the server, 0 unknown' CODEC(ZSTD(1)),
`src_asn_name` LowCardinality(String) COMMENT 'Name of src_asn' CODEC(ZSTD(1)),
`dst_asn_name` LowCardinality(String) COMMENT 'Name of dst_asn' CODEC(ZSTD(1)),
`src_is_local` Bool COMMENT 'Whether src_ip is in a local network' CODEC(ZSTD(1)),
`dst_is_local` Bool COMMENT 'Whether dst_ip is in a local network' CODEC(ZSTD(1)),
`flows` UInt64 COMMENT 'Flows begun; sum them' CODEC(T64, ZSTD(1)),
`alerted_flows` UInt64 COMMENT 'Of those, with a risk; sum them' CODEC(T64, ZSTD(1)),
`score` UInt64 COMMENT 'Scores of the flows begun; sum them' CODEC(T64, ZSTD(1)),
`bytes` UInt64 COMMENT 'Bytes both ways, frames without FCS; sum them' CODEC(T64, ZSTD(1)),
`packets` UInt64 COMMENT 'Packets both ways; sum them' CODEC(T64, ZSTD(1)),
`src2dst_bytes` UInt64 COMMENT 'Bytes from client to server; sum them' CODEC(T64, ZSTD(1)),
`dst2src_bytes` UInt64 COMMENT 'Bytes from server to client; sum them' CODEC(T64, ZSTD(1)),
`src2dst_packets` UInt64 COMMENT 'Packets from client to server; sum them' CODEC(T64, ZSTD(1)),
`dst2src_packets` UInt64 COMMENT 'Packets from server to client; sum them' CODEC(T64, ZSTD(1)),
INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = SummingMergeTree((flows, alerted_flows, score, bytes, packets, src2dst_bytes, dst2src_bytes, src2dst_packets, dst2src_packets)) PARTITION BY toYYYYMM(stored) ORDER BY (time, src_ip, dst_ip, dst_port, l4_proto, l7_app, domain_name, vlan_id, interface, probe, capture) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, enable_vertical_merge_algorithm = 0, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Flows of a hour added up; sum the counts, rows of one key may still be several';

CREATE TABLE IF NOT EXISTS `nightjar`.`flows_1d` (
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`time` DateTime('UTC') COMMENT 'Start of the day in which flows began, UTC' CODEC(Delta, ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that saw the flows' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`vlan_id` UInt16 COMMENT 'VLAN, 0 for none' CODEC(ZSTD(1)),
`src_ip` String COMMENT 'Address of the client' CODEC(ZSTD(1)),
`dst_ip` String COMMENT 'Address of the server' CODEC(ZSTD(1)),
`dst_port` UInt16 COMMENT 'Port of the server, or ICMP code' CODEC(ZSTD(1)),
`l4_proto` LowCardinality(String) COMMENT 'Transport protocol: TCP, UDP, ICMP, ...' CODEC(ZSTD(1)),
`l7_app` LowCardinality(String) COMMENT 'Application as nDPI names it' CODEC(ZSTD(1)),
`domain_name` String COMMENT 'TLS server name, HTTP host or DNS query' CODEC(ZSTD(1)),
`l7_proto` LowCardinality(String) COMMENT 'Application protocol in lower case' CODEC(ZSTD(1)),
`l7_category` LowCardinality(String) COMMENT 'Category of the application' CODEC(ZSTD(1)),
`src_country` LowCardinality(String) COMMENT 'Country of the client, two letters' CODEC(ZSTD(1)),
`dst_country` LowCardinality(String) COMMENT 'Country of the server, two letters' CODEC(ZSTD(1)),
`src_asn` UInt32 COMMENT 'Autonomous system of the client, 0 unknown' CODEC(ZSTD(1)),
`dst_asn` UInt32 COMMENT 'Autonomous system of the server, 0 unknown' CODEC(ZSTD(1)),
`src_asn_name` LowCardinality(String) COMMENT 'Name of src_asn' CODEC(ZSTD(1)),
`dst_asn_name` LowCardinality(String) COMMENT 'Name of dst_asn' CODEC(ZSTD(1)),
`src_is_local` Bool COMMENT 'Whether src_ip is in a local network' CODEC(ZSTD(1)),
`dst_is_local` Bool COMMENT 'Whether dst_ip is in a local network' CODEC(ZSTD(1)),
`flows` UInt64 COMMENT 'Flows begun; sum them' CODEC(T64, ZSTD(1)),
`alerted_flows` UInt64 COMMENT 'Of those, with a risk; sum them' CODEC(T64, ZSTD(1)),
`score` UInt64 COMMENT 'Scores of the flows begun; sum them' CODEC(T64, ZSTD(1)),
`bytes` UInt64 COMMENT 'Bytes both ways, frames without FCS; sum them' CODEC(T64, ZSTD(1)),
`packets` UInt64 COMMENT 'Packets both ways; sum them' CODEC(T64, ZSTD(1)),
`src2dst_bytes` UInt64 COMMENT 'Bytes from client to server; sum them' CODEC(T64, ZSTD(1)),
`dst2src_bytes` UInt64 COMMENT 'Bytes from server to client; sum them' CODEC(T64, ZSTD(1)),
`src2dst_packets` UInt64 COMMENT 'Packets from client to server; sum them' CODEC(T64, ZSTD(1)),
`dst2src_packets` UInt64 COMMENT 'Packets from server to client; sum them' CODEC(T64, ZSTD(1)),
INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = SummingMergeTree((flows, alerted_flows, score, bytes, packets, src2dst_bytes, dst2src_bytes, src2dst_packets, dst2src_packets)) PARTITION BY toYYYYMM(stored) ORDER BY (time, src_ip, dst_ip, dst_port, l4_proto, l7_app, domain_name, vlan_id, interface, probe, capture) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, enable_vertical_merge_algorithm = 0, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Flows of a day added up; sum the counts, rows of one key may still be several';

CREATE TABLE IF NOT EXISTS `nightjar`.`hosts_5m` (
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`time` DateTime('UTC') COMMENT 'Start of the five minutes in which flows began, UTC' CODEC(Delta, ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that saw the flows' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`vlan_id` UInt16 COMMENT 'VLAN, 0 for none' CODEC(ZSTD(1)),
`ip` String COMMENT 'Address of the host' CODEC(ZSTD(1)),
`mac` String COMMENT 'MAC address on its side of the monitor' CODEC(ZSTD(1)),
`host_name` String COMMENT 'Name, empty when unknown' CODEC(ZSTD(1)),
`country` LowCardinality(String) COMMENT 'Country, two letters' CODEC(ZSTD(1)),
`asn` UInt32 COMMENT 'Autonomous system, 0 unknown' CODEC(ZSTD(1)),
`asn_name` LowCardinality(String) COMMENT 'Name of asn' CODEC(ZSTD(1)),
`is_local` Bool COMMENT 'Whether it is in a local network' CODEC(ZSTD(1)),
`flows_as_client` UInt64 COMMENT 'Flows it began; sum them' CODEC(T64, ZSTD(1)),
`flows_as_server` UInt64 COMMENT 'Flows others began with it; sum them' CODEC(T64, ZSTD(1)),
`alerted_flows` UInt64 COMMENT 'Flows begun, with a risk; sum them' CODEC(T64, ZSTD(1)),
`score` UInt64 COMMENT 'Scores of the flows begun; sum them' CODEC(T64, ZSTD(1)),
`bytes_sent` UInt64 COMMENT 'Bytes it sent, frames without FCS; sum them' CODEC(T64, ZSTD(1)),
`bytes_received` UInt64 COMMENT 'Bytes it was sent; sum them' CODEC(T64, ZSTD(1)),
`packets_sent` UInt64 COMMENT 'Packets it sent; sum them' CODEC(T64, ZSTD(1)),
`packets_received` UInt64 COMMENT 'Packets it was sent; sum them' CODEC(T64, ZSTD(1)),
INDEX by_ip ip TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = SummingMergeTree((flows_as_client, flows_as_server, alerted_flows, score, bytes_sent, bytes_received, packets_sent, packets_received)) PARTITION BY toStartOfWeek(stored, 1) ORDER BY (time, ip, vlan_id, interface, probe, capture) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, enable_vertical_merge_algorithm = 0, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Traffic of each host in five minutes, as client and as server; sum the counts';

CREATE TABLE IF NOT EXISTS `nightjar`.`dns` (
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`time` DateTime('UTC') COMMENT 'Start of the minute in which the queries began, UTC' CODEC(Delta, ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that saw them' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`vlan_id` UInt16 COMMENT 'VLAN, 0 for none' CODEC(ZSTD(1)),
`src_ip` String COMMENT 'Address of the client' CODEC(ZSTD(1)),
`dst_ip` String COMMENT 'Address of the DNS server' CODEC(ZSTD(1)),
`dns_query` String COMMENT 'Name asked for' CODEC(ZSTD(1)),
`dns_type` UInt16 COMMENT 'Type asked for: 1 A, 28 AAAA, ...' CODEC(ZSTD(1)),
`dns_rcode` Int16 COMMENT 'Response code: 0 no error, 3 no such name, ...; -1 no answer seen' CODEC(ZSTD(1)),
`queries` UInt64 COMMENT 'Flows with this query as their first; sum them' CODEC(T64, ZSTD(1)),
`bytes` UInt64 COMMENT 'Bytes both ways of those flows; sum them' CODEC(T64, ZSTD(1)),
INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_query dns_query TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 1
) ENGINE = SummingMergeTree((queries, bytes)) PARTITION BY toStartOfWeek(stored, 1) ORDER BY (toStartOfHour(time), dns_query, src_ip, dst_ip, dns_type, dns_rcode, time, vlan_id, interface, probe, capture) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, enable_vertical_merge_algorithm = 0, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'DNS names asked for, by client, server and minute; sum the counts';

CREATE TABLE IF NOT EXISTS `nightjar`.`alerts` (
`stored` DateTime('UTC') COMMENT 'When the row was written, UTC; retention goes by it' CODEC(Delta, ZSTD(1)),
`alert_id` UInt64 COMMENT 'Identifies the alert' CODEC(ZSTD(1)),
`time` DateTime('UTC') COMMENT 'When it was raised, UTC' CODEC(Delta, ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that raised it' CODEC(ZSTD(1)),
`interface` LowCardinality(String) COMMENT 'Network interface, or name of the capture file' CODEC(ZSTD(1)),
`capture` LowCardinality(String) COMMENT 'Identifies the capture file\'s content, empty when live' CODEC(ZSTD(1)),
`kind` LowCardinality(String) COMMENT 'Which check raised it' CODEC(ZSTD(1)),
`severity` LowCardinality(String) COMMENT 'info, low, medium, high or critical' CODEC(ZSTD(1)),
`score` UInt32 COMMENT 'How bad, in the same measure as scores of flows' CODEC(ZSTD(1)),
`state` LowCardinality(String) COMMENT 'open, acknowledged or closed' CODEC(ZSTD(1)),
`subject_type` LowCardinality(String) COMMENT 'What it is about: host, flow, domain, device, interface, ...' CODEC(ZSTD(1)),
`subject` String COMMENT 'Which one' CODEC(ZSTD(1)),
`src_ip` String COMMENT 'Address of who caused it, empty when unknown' CODEC(ZSTD(1)),
`dst_ip` String COMMENT 'Address of who suffered it, empty when unknown' CODEC(ZSTD(1)),
`flow_id` UInt64 COMMENT 'The flow it was seen in, 0 for none' CODEC(ZSTD(1)),
`techniques` Array(LowCardinality(String)) COMMENT 'MITRE ATT&CK techniques it points to; see attack_techniques' CODEC(ZSTD(1)),
`summary` String COMMENT 'A sentence for people' CODEC(ZSTD(1)),
INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = MergeTree PARTITION BY toYYYYMM(stored) ORDER BY (time, alert_id) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, vertical_merge_algorithm_min_rows_to_activate = 1, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Alerts raised, a row each time one changes: the latest row of an alert_id is its state';

CREATE TABLE IF NOT EXISTS `nightjar`.`assets` (
`asset` String COMMENT 'MAC address, or IP address where the MAC is a router\'s' CODEC(ZSTD(1)),
`updated` DateTime('UTC') COMMENT 'When the row was written, UTC; the latest counts' CODEC(Delta, ZSTD(1)),
`probe` LowCardinality(String) COMMENT 'Name of the monitor that knows it' CODEC(ZSTD(1)),
`mac` String COMMENT 'MAC address, empty when unknown' CODEC(ZSTD(1)),
`ips` Array(String) COMMENT 'Addresses it had' CODEC(ZSTD(1)),
`name` String COMMENT 'Best known name' CODEC(ZSTD(1)),
`manufacturer` LowCardinality(String) COMMENT 'By the MAC address' CODEC(ZSTD(1)),
`device_type` LowCardinality(String) COMMENT 'router, phone, printer, ... ; empty when unknown' CODEC(ZSTD(1)),
`operating_system` LowCardinality(String) COMMENT 'Empty when unknown' CODEC(ZSTD(1)),
`vlan_id` UInt16 COMMENT 'VLAN it was last seen on, 0 for none' CODEC(ZSTD(1)),
`first_seen` DateTime('UTC') COMMENT 'First packet, UTC' CODEC(Delta, ZSTD(1)),
`last_seen` DateTime('UTC') COMMENT 'Latest packet, UTC' CODEC(Delta, ZSTD(1))
) ENGINE = ReplacingMergeTree(updated) ORDER BY (asset, probe) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, vertical_merge_algorithm_min_rows_to_activate = 1, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Devices that were ever seen, the latest row of each asset: read it with FINAL';

CREATE TABLE IF NOT EXISTS `nightjar`.`protocols` (
`id` UInt16 COMMENT 'nDPI\'s number' CODEC(ZSTD(1)),
`name` String COMMENT 'As in l7_app; lower case in l7_proto' CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree ORDER BY (id) SETTINGS max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Applications by nDPI\'s names: the parts of l7_app';

CREATE TABLE IF NOT EXISTS `nightjar`.`risks` (
`id` UInt16 COMMENT 'nDPI\'s number' CODEC(ZSTD(1)),
`name` String COMMENT 'As in the column risks' CODEC(ZSTD(1)),
`score` UInt16 COMMENT 'What it adds to a flow\'s score' CODEC(ZSTD(1)),
`client_score` UInt16 COMMENT 'The client\'s share of it' CODEC(ZSTD(1)),
`server_score` UInt16 COMMENT 'The server\'s share of it' CODEC(ZSTD(1)),
`meaning` String COMMENT 'What it says of the flow' CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree ORDER BY (id) SETTINGS max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Flow risks: what can stand in the column risks of flows';

CREATE TABLE IF NOT EXISTS `nightjar`.`attack_techniques` (
`id` String COMMENT 'ATT&CK\'s, for example T1071.004' CODEC(ZSTD(1)),
`name` String COMMENT 'ATT&CK\'s' CODEC(ZSTD(1)),
`tactic` LowCardinality(String) COMMENT 'What it is done for: the first of its tactics' CODEC(ZSTD(1)),
`in_traffic` String COMMENT 'How it shows in flows' CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree ORDER BY (id) SETTINGS max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'MITRE ATT&CK techniques that show in network traffic';

CREATE TABLE IF NOT EXISTS `nightjar`.`asns` (
`asn` UInt32 COMMENT 'Number' CODEC(ZSTD(1)),
`name` String COMMENT 'Organisation' CODEC(ZSTD(1)),
`country` LowCardinality(String) COMMENT 'Of an address of it that was met, two letters' CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree ORDER BY (asn) SETTINGS non_replicated_deduplication_window = 1000, min_bytes_for_wide_part = 268435456, max_compress_block_size = 262144, enable_vertical_merge_algorithm = 0, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Autonomous systems met in flows, with their names; read it with FINAL';

CREATE TABLE IF NOT EXISTS `nightjar`.`removals` (
`table` LowCardinality(String) COMMENT 'From which table' CODEC(ZSTD(1)),
`partition` String COMMENT 'Which one' CODEC(ZSTD(1)),
`at` DateTime('UTC') COMMENT 'When it was removed, UTC',
`until` DateTime('UTC') COMMENT 'Latest time of writing of its rows, UTC',
`rows` UInt64 COMMENT 'How many rows it had' CODEC(ZSTD(1)),
`bytes` UInt64 COMMENT 'What they took on the disk' CODEC(ZSTD(1)),
`reason` LowCardinality(String) COMMENT 'age, or size: history was larger than allowed' CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree ORDER BY (table, partition) SETTINGS max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Partitions that retention removed; read it with FINAL';

CREATE TABLE IF NOT EXISTS `nightjar`.`migrations` (
`version` UInt32 COMMENT 'Of the tables' CODEC(ZSTD(1)),
`at` DateTime('UTC') COMMENT 'When it was reached, UTC',
`name` String COMMENT 'What changed' CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree ORDER BY (version) SETTINGS max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624 COMMENT 'Versions of these tables that the store has gone through';

CREATE MATERIALIZED VIEW IF NOT EXISTS `nightjar`.`flows_to_flows_1m` TO `nightjar`.`flows_1m` AS SELECT max(r.stored) AS stored, toStartOfMinute(r.first_seen) AS time, r.probe AS probe, r.interface AS interface, r.capture AS capture, r.vlan_id AS vlan_id, r.src_ip AS src_ip, r.dst_ip AS dst_ip, r.dst_port AS dst_port, r.l4_proto AS l4_proto, r.l7_app AS l7_app, r.domain_name AS domain_name, any(r.l7_proto) AS l7_proto, any(r.l7_category) AS l7_category, any(r.src_country) AS src_country, any(r.dst_country) AS dst_country, any(r.src_asn) AS src_asn, any(r.dst_asn) AS dst_asn, any(r.src_asn_name) AS src_asn_name, any(r.dst_asn_name) AS dst_asn_name, any(r.src_is_local) AS src_is_local, any(r.dst_is_local) AS dst_is_local, countIf(r.first_dump) AS flows, countIf(r.first_dump AND r.score > 0) AS alerted_flows, sumIf(r.score, r.first_dump) AS score, sum(r.bytes) AS bytes, sum(r.packets) AS packets, sum(r.src2dst_bytes) AS src2dst_bytes, sum(r.dst2src_bytes) AS dst2src_bytes, sum(r.src2dst_packets) AS src2dst_packets, sum(r.dst2src_packets) AS dst2src_packets FROM `nightjar`.`flows` AS r GROUP BY time, r.probe, r.interface, r.capture, r.vlan_id, r.src_ip, r.dst_ip, r.dst_port, r.l4_proto, r.l7_app, r.domain_name;

CREATE MATERIALIZED VIEW IF NOT EXISTS `nightjar`.`flows_1m_to_flows_1h` TO `nightjar`.`flows_1h` AS SELECT max(r.stored) AS stored, toStartOfHour(r.time) AS time, r.probe AS probe, r.interface AS interface, r.capture AS capture, r.vlan_id AS vlan_id, r.src_ip AS src_ip, r.dst_ip AS dst_ip, r.dst_port AS dst_port, r.l4_proto AS l4_proto, r.l7_app AS l7_app, r.domain_name AS domain_name, any(r.l7_proto) AS l7_proto, any(r.l7_category) AS l7_category, any(r.src_country) AS src_country, any(r.dst_country) AS dst_country, any(r.src_asn) AS src_asn, any(r.dst_asn) AS dst_asn, any(r.src_asn_name) AS src_asn_name, any(r.dst_asn_name) AS dst_asn_name, any(r.src_is_local) AS src_is_local, any(r.dst_is_local) AS dst_is_local, sum(r.flows) AS flows, sum(r.alerted_flows) AS alerted_flows, sum(r.score) AS score, sum(r.bytes) AS bytes, sum(r.packets) AS packets, sum(r.src2dst_bytes) AS src2dst_bytes, sum(r.dst2src_bytes) AS dst2src_bytes, sum(r.src2dst_packets) AS src2dst_packets, sum(r.dst2src_packets) AS dst2src_packets FROM `nightjar`.`flows_1m` AS r GROUP BY time, r.probe, r.interface, r.capture, r.vlan_id, r.src_ip, r.dst_ip, r.dst_port, r.l4_proto, r.l7_app, r.domain_name;

CREATE MATERIALIZED VIEW IF NOT EXISTS `nightjar`.`flows_1h_to_flows_1d` TO `nightjar`.`flows_1d` AS SELECT max(r.stored) AS stored, toStartOfDay(r.time) AS time, r.probe AS probe, r.interface AS interface, r.capture AS capture, r.vlan_id AS vlan_id, r.src_ip AS src_ip, r.dst_ip AS dst_ip, r.dst_port AS dst_port, r.l4_proto AS l4_proto, r.l7_app AS l7_app, r.domain_name AS domain_name, any(r.l7_proto) AS l7_proto, any(r.l7_category) AS l7_category, any(r.src_country) AS src_country, any(r.dst_country) AS dst_country, any(r.src_asn) AS src_asn, any(r.dst_asn) AS dst_asn, any(r.src_asn_name) AS src_asn_name, any(r.dst_asn_name) AS dst_asn_name, any(r.src_is_local) AS src_is_local, any(r.dst_is_local) AS dst_is_local, sum(r.flows) AS flows, sum(r.alerted_flows) AS alerted_flows, sum(r.score) AS score, sum(r.bytes) AS bytes, sum(r.packets) AS packets, sum(r.src2dst_bytes) AS src2dst_bytes, sum(r.dst2src_bytes) AS dst2src_bytes, sum(r.src2dst_packets) AS src2dst_packets, sum(r.dst2src_packets) AS dst2src_packets FROM `nightjar`.`flows_1h` AS r GROUP BY time, r.probe, r.interface, r.capture, r.vlan_id, r.src_ip, r.dst_ip, r.dst_port, r.l4_proto, r.l7_app, r.domain_name;

CREATE MATERIALIZED VIEW IF NOT EXISTS `nightjar`.`flows_to_hosts_5m` TO `nightjar`.`hosts_5m` AS SELECT max(r.stored) AS stored, toStartOfFiveMinutes(r.first_seen) AS time,
  r.probe AS probe, r.interface AS interface, r.capture AS capture,
  r.vlan_id AS vlan_id, if(is_client, r.src_ip, r.dst_ip) AS ip,
  any(if(is_client, r.src_mac, r.dst_mac)) AS mac,
  max(if(is_client, r.src_host_name, r.dst_host_name)) AS host_name,
  any(if(is_client, r.src_country, r.dst_country)) AS country,
  any(if(is_client, r.src_asn, r.dst_asn)) AS asn,
  any(if(is_client, r.src_asn_name, r.dst_asn_name)) AS asn_name,
  any(if(is_client, r.src_is_local, r.dst_is_local)) AS is_local,
  countIf(r.first_dump AND is_client) AS flows_as_client,
  countIf(r.first_dump AND NOT is_client) AS flows_as_server,
  countIf(r.first_dump AND r.score > 0) AS alerted_flows,
  sumIf(r.score, r.first_dump) AS score,
  sum(if(is_client, r.src2dst_bytes, r.dst2src_bytes)) AS bytes_sent,
  sum(if(is_client, r.dst2src_bytes, r.src2dst_bytes)) AS bytes_received,
  sum(if(is_client, r.src2dst_packets, r.dst2src_packets)) AS packets_sent,
  sum(if(is_client, r.dst2src_packets, r.src2dst_packets)) AS packets_received
FROM `nightjar`.`flows` AS r ARRAY JOIN [true, false] AS is_client
GROUP BY time, ip, r.vlan_id, r.interface, r.probe, r.capture;

CREATE MATERIALIZED VIEW IF NOT EXISTS `nightjar`.`flows_to_dns` TO `nightjar`.`dns` AS SELECT max(r.stored) AS stored, toStartOfMinute(r.first_seen) AS time,
  r.probe AS probe, r.interface AS interface, r.capture AS capture,
  r.vlan_id AS vlan_id, r.src_ip AS src_ip, r.dst_ip AS dst_ip,
  r.dns_query AS dns_query, r.dns_type AS dns_type, r.dns_rcode AS dns_rcode,
  countIf(r.first_dump) AS queries, sum(r.bytes) AS bytes
FROM `nightjar`.`flows` AS r WHERE r.dns_query != ''
GROUP BY time, r.dns_query, r.src_ip, r.dst_ip, r.dns_type, r.dns_rcode,
  r.vlan_id, r.interface, r.probe, r.capture;

CREATE MATERIALIZED VIEW IF NOT EXISTS `nightjar`.`flows_to_asns` TO `nightjar`.`asns` AS SELECT if(is_client, r.src_asn, r.dst_asn) AS asn,
  any(if(is_client, r.src_asn_name, r.dst_asn_name)) AS name,
  any(if(is_client, r.src_country, r.dst_country)) AS country
FROM `nightjar`.`flows` AS r ARRAY JOIN [true, false] AS is_client
WHERE asn != 0 GROUP BY asn;
