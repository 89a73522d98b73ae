# Answers searches of UPnP and questions for NetBIOS names: lan-responder.pl NAME ADDRESS TARGET SERVER.
# The one whose server is "hostile" answers too much, too long, and of others.
use strict;
use warnings;
use Socket;

my ($name, $address, $target, $server) = @ARGV;
my $hostile = $server eq 'hostile';

sub open_udp {
  my ($port) = @_;
  socket(my $socket, PF_INET, SOCK_DGRAM, getprotobyname('udp') || 17) or die $!;
  setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1);
  bind($socket, sockaddr_in($port, INADDR_ANY)) or die $!;
  return $socket;
}

sub join_group {
  my ($socket, $group) = @_;
  setsockopt($socket, 0, 35, inet_aton($group) . inet_aton($address)) or die $!; # IP_ADD_MEMBERSHIP
}

my $ssdp = open_udp(1900);
my $netbios = open_udp(137);
my $mdns = open_udp(5353);
join_group($ssdp, '239.255.255.250');
join_group($mdns, '224.0.0.251') if $hostile; # the others are silent there

sub found {
  my ($padding) = @_;
  my $text = "HTTP/1.1 200 OK\r\nST: $target\r\nSERVER: $server\r\nUSN: uuid:$name\r\n";
  return $text . ('X' x $padding) . "\r\n\r\n";
}

# A node status response (RFC 1002, 4.2.18).
sub status {
  my ($question) = @_;
  my $shown = $hostile ? "ev\x01il\x1b[31m" : uc $name;
  my $names = pack('C A15 C n', 1, $shown, 0, 0x0400) . ("\0" x 46);
  return substr($question, 0, 2) . pack('n5', 0x8400, 0, 1, 0, 0) . substr($question, 12, 34)
    . pack('n n N n', 0x21, 1, 0, length $names) . $names;
}

# Gives another host a name; told to the monitor alone, for that host would hear it and give its own up.
sub lie {
  my $owner = "\x0211\x010\x0277\x0210\x07in-addr\x04arpa\0";
  my $told = "\x04evil\x05local\0";
  return pack('n6', 0, 0x8400, 0, 1, 0, 0) . $owner . pack('n n N n', 12, 1, 60, length $told) . $told
    . ("\xc0\x0c" x 200);
}

while (1) {
  my $ready = '';
  vec($ready, fileno($_), 1) = 1 for ($ssdp, $netbios, $mdns);
  select($ready, undef, undef, undef);
  for my $socket ($ssdp, $netbios, $mdns) {
    next unless vec($ready, fileno($socket), 1);
    my $from = recv($socket, my $message, 65535, 0) or next;
    if ($socket == $ssdp && $message =~ /^M-SEARCH/) {
      send($socket, found(0), 0, $from);
      if ($hostile) {
        send($socket, found(65_000), 0, $from);
        send($socket, "\0\xff" x 100, 0, $from) for 1 .. 500;
      }
    } elsif ($socket == $netbios && length $message >= 50) {
      send($socket, status($message), 0, $from);
      send($socket, substr(status($message), 0, 60), 0, $from) if $hostile;
    } elsif ($socket == $mdns && (sockaddr_in($from))[1] eq inet_aton('10.77.0.1')) {
      send($socket, lie(), 0, $from);
    }
  }
}
