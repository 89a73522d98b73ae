# One host of the LAN: lan-host.sh NUMBER ADDRESS KIND FOLDER, in namespaces of its own.
number="$1"
address="$2"
kind="$3"
folder="$4"
: >"$folder/host-$number"
while ! ip link show eth0 >/dev/null 2>&1; do sleep 0.02; done
ip link set lo up
ip addr add "$address/24" dev eth0
ip link set eth0 up
ip route add 10.77.0.0/24 dev eth0 2>/dev/null
ip route add 224.0.0.0/4 dev eth0

announce() {
  mkdir -p "$folder/avahi-$number"
  if [ -n "$1" ]; then
    cat >"$folder/avahi-$number/one.service" <<EOF
<?xml version="1.0" standalone='no'?><!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group><name>$kind $number</name><service><type>$1</type><port>631</port></service></service-group>
EOF
  fi
  cat >"$folder/avahi-$number.conf" <<EOF
[server]
host-name=$kind-$number
enable-dbus=no
allow-interfaces=eth0
[publish]
publish-workstation=$2
EOF
  mkdir -p /run/avahi-daemon
  mount -t tmpfs none /run/avahi-daemon || exit 9
  mount --bind "$folder/avahi-$number" /etc/avahi/services || exit 9
  exec avahi-daemon -f "$folder/avahi-$number.conf" --no-drop-root --no-chroot --no-rlimits
}

answer() {
  exec perl "$folder/lan-responder.pl" "$kind-$number" "$address" "$@"
}

case "$kind" in
  workstation) announce "" yes ;;
  printer) announce _ipp._tcp no ;;
  router) answer urn:schemas-upnp-org:device:InternetGatewayDevice:1 "Linux/5 UPnP/1.1 MiniUPnPd/2" ;;
  storage) answer urn:schemas-upnp-org:device:Basic:1 "Synology/DSM/10.77.0.$number" ;;
  player) answer urn:schemas-upnp-org:device:ZonePlayer:1 "Linux UPnP/1.0 Sonos/70.3" ;;
  hostile) answer "urn:schemas-upnp-org:device:InternetGatewayDevice:1" "hostile" ;;
esac
