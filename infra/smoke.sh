#!/bin/sh
# Says whether a deployed API does what can be asked of it without anybody's token: it answers, it knows its rules, it refuses strangers.
set -eu
api="$1"

expect() { # expect <status> <what> <curl arguments…>
  status="$1"; what="$2"; shift 2
  got="$(curl --silent --output /tmp/smoke-answer --write-out '%{http_code}' --max-time 60 "$@")"
  if [ "$got" = "$status" ]; then echo "ok    $what"; else echo "FAIL  $what: $got instead of $status"; head -c 400 /tmp/smoke-answer; echo; exit 1; fi
}

expect 200 "is alive"                                  "$api/health"
expect 200 "is ready: store, storage, queues, feed"    "$api/health/ready"
expect 200 "serves its contract"                       "$api/openapi.json"
expect 200 "asks the questions of triage"              "$api/intake/signs?species=cat"
expect 401 "refuses a stranger"                        "$api/owners/me"
expect 401 "refuses a forged token"                    -H 'Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.' "$api/owners/me"
expect 404 "knows no other routes"                     "$api/nothing-here"
echo "The deployed API answers as it should."
