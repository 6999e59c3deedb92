# ./dev fuzz: libFuzzer over every target of tests/fuzz. ./dev test replays the same targets without it: fuzz_smoke.
fuzz_build=build/fuzz
fuzzers_at_once=2
smoke_mutations=$((50000 * ${TEST_SCALE:-1}))

fuzz_targets() {
  find tests/fuzz/corpus -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort
}

# One target; what it finds new is kept beside the seeds of the next run, and what breaks it in findings/.
fuzz_target() {
  local name=$1 seconds=$2 log=$fuzz_build/$1.log
  mkdir -p "$fuzz_build/corpus/$name" "$fuzz_build/findings"
  if "$fuzz_build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -malloc_limit_mb=512 \
    -print_final_stats=1 -artifact_prefix="$fuzz_build/findings/$name-" "$fuzz_build/corpus/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
    echo "passed" >"$fuzz_build/$name.result"
    echo "ok     $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in $seconds s"
  else
    echo "failed" >"$fuzz_build/$name.result"
    echo "FAILED $name"
    tail -n 40 "$log"
  fi
}

run_fuzzers() {
  local seconds=${1:-60} name outcome
  case "$seconds" in *[!0-9]* | "") echo "usage: ./dev fuzz [SECONDS]" >&2; return 2 ;; esac
  # shellcheck disable=SC2086
  need $build_packages $sanitize_packages
  build_preset fuzz --target fuzzers
  rm -f "$fuzz_build"/*.result
  trap 'kill $(jobs -p) 2>/dev/null || true' INT TERM
  for name in $(fuzz_targets); do
    while [ "$(jobs -rp | wc -l)" -ge "$fuzzers_at_once" ]; do wait -n || true; done
    fuzz_target "$name" "$seconds" &
  done
  wait
  outcome=$(cat "$fuzz_build"/*.result)
  echo "fuzz: $(grep -c passed <<<"$outcome") passed, $(grep -c failed <<<"$outcome") failed"
  ! grep -q failed <<<"$outcome"
}

# The corpus and ten thousands of mutations of it, the same ones at every run.
fuzz_smoke() {
  local preset=$1 suffix=$2 passed=0 failed=0 name input
  for name in $(fuzz_targets); do
    input=$results/fuzz_$name.input
    echo -n "$name: "
    if "build/$preset/tests/fuzz/fuzz_$name" "tests/fuzz/corpus/$name" "$smoke_mutations" "$input"; then
      passed=$((passed + 1))
    else
      echo "$name ended on the input in $input; build/$preset/tests/fuzz/fuzz_$name $input repeats it"
      failed=$((failed + 1))
    fi
  done
  echo "fuzz_smoke$suffix: $passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
