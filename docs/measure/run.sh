#!/usr/bin/env bash
# Runs benchmarks, each with one command; see PERFORMANCE.md. The first one of a size generates its ratings (with -Xmx3g
# for the largest) and keeps them as a snapshot in target/benchmark-data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
  cat <<'EOF'
usage: docs/measure/run.sh WHAT [SIZE] [OPTION...]
  all SIZE            everything below that has a size, then the table of all results
  prediction SIZE     latencies of the whole path, and of recommendations; heap and resident memory
  neighbors SIZE      latencies of neighbors alone
  jmh SIZE [REGEX]    JMH: neighbors, features, networks, recommendations
  ingest SIZE         from the topic into a durable Postgres (options: docs/measure/ingest.md)
  service             REST and request/reply at 108,870 ratings: start, memory, the highest rates with p99 < 10 ms
                      (1 s for request/reply)
  start               time to readiness and resident memory of a service with the sample
  table               the table and the plot from target/benchmark-results.csv
SIZE is 1743, 108870, 1000000, 10000000 or 100480507 (any other number works too).
Environment: HEAP (such as 1400m), FACTORS (fitted, or random ones of the same shape; fitted), RATE (where the
search for the highest rate begins; 4000), APP (the packaged application; target/quarkus-app).
EOF
  exit 2
}

build() {
  if [[ ! -f target/benchmarks.classpath || -n $(find pom.xml src -newer target/benchmarks.classpath -print -quit) ]]; then
    ./mvnw -q -B -ntp -Pbenchmarks test-compile </dev/null
    touch target/benchmarks.classpath
  fi
}

# As the image is started: ratings that live for good are not to be marked again and again, and the heap grows before young
# objects are collected often (docs/configuration.md).
collector=(-XX:-G1UseAdaptiveIHOP -XX:InitiatingHeapOccupancyPercent=80 -XX:GCTimeRatio=99)

run() {
  local heap=$1
  shift
  jvm "-Xmx$heap" "${collector[@]}" "$@"
}

# The load: its young generation lasts for a run, or its own collections, of some 15 ms each, would be measured as the server's.
load() {
  jvm -Xms512m -Xmx512m -Xmn380m -XX:+UseSerialGC -XX:+AlwaysPreTouch dev.ratecast.measure.load.PredictionLoad "$@"
}

# Options of the virtual machine, class and arguments.
jvm() {
  OMP_NUM_THREADS=1 java -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
    -cp "target/test-classes:target/classes:$(cat target/benchmarks.classpath)" "$@" 2> >(grep -v -e SLF4J -e '^WARNING' >&2)
}

# The heap that the whole prize has to fit, and more only while ratings are generated.
heap() {
  if [[ -f target/benchmark-data/matrix-$1.snapshot ]]; then echo "${HEAP:-1400m}"; else echo "${HEAP:-3g}"; fi
}

prediction() {
  if [[ ! -f target/benchmark-data/matrix-$1.snapshot ]]; then
    run "${HEAP:-3g}" dev.ratecast.known.memory.NeighborLatency "$1" target/benchmark-data 1 0
  fi
  run "$(heap "$1")" dev.ratecast.measure.PredictionLatency --ratings "$1" --factors "${FACTORS:-fitted}" \
    --csv target/benchmark-results.csv "${@:2}"
}

neighbors() {
  run "$(heap "$1")" dev.ratecast.known.memory.NeighborLatency "$1" target/benchmark-data "${2:-100}" "${3:-3}"
}

jmh() {
  run 256m org.openjdk.jmh.Main "${2:-dev.ratecast.measure.jmh}" -p "ratings=$1" \
    -jvmArgs "-Xmx$(heap "$1") ${collector[*]} -Djava.util.logging.manager=org.jboss.logmanager.LogManager" \
    -rf csv -rff "target/benchmark-jmh-$1.csv"
}

ingest() {
  run "${HEAP:-3g}" dev.ratecast.measure.IngestBenchmark "ratings=$1" "${@:2}"
}

# Starts the packaged application; sets $server and $log.
start() {
  local app=${APP:-target/quarkus-app}
  [[ -f $app/quarkus-run.jar ]] || ./mvnw -q -B -ntp package -DskipTests </dev/null
  log=target/benchmark-service.log
  local begun
  begun=$(date +%s%N)
  OMP_NUM_THREADS=1 java "-Xmx${HEAP:-1400m}" "${collector[@]}" -jar "$app/quarkus-run.jar" serve --embedded --fresh \
    --state-dir target/benchmark-service >"$log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null && wait "$server" || true' EXIT
  # Another port where 9000 is taken.
  until health=$(grep -om1 'http://localhost:[0-9]*/q/health' "$log") && curl -sf "$health/ready" >/dev/null; do
    kill -0 "$server" || { tail "$log"; exit 1; }
    sleep 0.1
  done
  echo "start ready-after=$((($(date +%s%N) - begun) / 1000000)) ms resident=$(resident)"
}

resident() {
  awk '/^VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status"
}

service() {
  local ratings=108870 rest broker
  local data=target/benchmark-data/synthetic-$ratings
  start
  rest=$(grep -om1 'REST *http://localhost:[0-9]*' "$log" | grep -o 'http.*')
  broker=$(grep -om1 'Kafka *localhost:[0-9]*' "$log" | grep -o 'localhost.*')
  local jar=${APP:-target/quarkus-app}/quarkus-run.jar
  [[ -d $data ]] || java -jar "$jar" generate --ratings $ratings --output "$data"
  java -jar "$jar" import --dataset "$data" --state-dir target/benchmark-service
  # Until they are applied and factors fitted on them serve.
  sleep 20
  echo "loaded resident=$(resident)"
  local target=(--url "$rest/predictions" --dataset "$data" --pid "$server")
  # Until the compiler has done its work, which takes the machine's cores for the first hundred thousand calls.
  local compiled=(--rate 2000 --warm-up PT60S --duration PT5S)
  load "${target[@]}" "${compiled[@]}"
  load "${target[@]}" --search --rate "${RATE:-4000}" "$@" || true
  load "${target[@]}" --search --rate "$((${RATE:-4000} / 20))" --batch 20 "$@" || true
  load "${target[@]}" --kafka "$broker" "${compiled[@]}"
  load "${target[@]}" --kafka "$broker" --search --p99 1000 --rate "${RATE:-4000}" "$@" || true
  echo "after the load resident=$(resident)"
}

table() {
  run 256m dev.ratecast.measure.ResultTable target/benchmark-results.csv docs/measure/growth.svg
}

(($# > 0)) || usage
what=$1
shift
case $what in
  prediction | neighbors | jmh | ingest)
    (($# > 0)) || usage
    build
    "$what" "$@"
    ;;
  all)
    (($# > 0)) || usage
    build
    prediction "$1"
    neighbors "$1"
    jmh "$1"
    # Ten million is what fits disk and time.
    if (($1 <= 10000000)); then ingest "$1"; fi
    table
    ;;
  service | start | table)
    build
    "$what" "$@"
    ;;
  *) usage ;;
esac
