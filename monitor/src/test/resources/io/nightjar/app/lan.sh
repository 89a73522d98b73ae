# A LAN in network namespaces: a bridge with the monitor's address, and hosts on veth pairs.
# lan.sh FOLDER COMMAND... runs the command in the monitor's namespace, which must be a new one.
folder="$1"
shift
pids=""
trap 'kill $pids 2>/dev/null' EXIT
ip link set lo up
ip link add br0 type bridge || exit 9
ip addr add 10.77.0.1/24 dev br0 && ip link set br0 up || exit 9

# host NUMBER ADDRESS KIND
host() {
  unshare -n -m sh "$folder/lan-host.sh" "$@" "$folder" &
  pid=$!
  pids="$pids $pid"
  while [ ! -e "$folder/host-$1" ]; do sleep 0.02; done
  ip link add "v$1" type veth peer name eth0 netns "$pid" || exit 9
  ip link set "v$1" master br0 up || exit 9
}

for number in 11 12 13 14 15 16; do host $number 10.77.0.$number workstation; done
for number in 17 18 19 20; do host $number 10.77.0.$number printer; done
for number in 21 22 23; do host $number 10.77.0.$number router; done
for number in 24 25 26; do host $number 10.77.0.$number storage; done
for number in 27 28 29; do host $number 10.77.0.$number player; done
host 30 10.77.0.30 hostile
host 40 10.88.0.40 router
sleep 2
"$@"
