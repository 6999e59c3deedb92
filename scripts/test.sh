# ./dev test: every layer, two at a time; the last line sums them up. A layer writes `NAME: N passed, N failed` as its last line.
results=build/results

# Reads a table of layers, and runs them; scripts/run_layers.py says what a row holds.
run_layers() {
  rm -rf "$results"
  python3 -B scripts/run_layers.py "$results"
}

# A gtest program; its counts are in the JSON report that it writes.
gtest_layer() {
  local name=$1 program=$2 report="$root/$results/$1.json" status=0
  rm -f "$report"
  "$program" --gtest_brief=1 --gtest_output="json:$report" || status=$?
  python3 - "$name" "$report" <<'PYTHON'
import json, sys
report = json.load(open(sys.argv[2]))
failed = report["failures"] + report["errors"]
print(f"{sys.argv[1]}: {report['tests'] - failed} passed, {failed} failed")
PYTHON
  return "$status"
}

# The programs of a preset as rows; each has SLOWNESS times the budget of the plain ones.
gtest_rows() {
  local preset=$1 suffix=$2 slowness=$3 name seconds
  while read -r name seconds; do
    echo "$name$suffix cores $((seconds * slowness)) gtest_layer $name$suffix build/$preset/tests/${name}_tests"
  done <<'TABLE'
unit 60
storage 120
model_sweep 60
federation 120
oauth 120
operations_user_pools 120
operations_identity_providers 120
operations_app_clients 120
operations_sign_in 120
operations_users 120
operations_others 60
TABLE
}

format_check() {
  if c_sources | xargs clang-format-14 --dry-run -Werror; then echo "format: 1 passed, 0 failed"; else
    echo "format: 0 passed, 1 failed"
    return 1
  fi
}

tidy_check() {
  if tidy_sources; then echo "tidy: 1 passed, 0 failed"; else
    echo "tidy: 0 passed, 1 failed"
    return 1
  fi
}

# Budgets are seconds on two free cores, with room: what takes half of its own there is well.
test_rows() {
  cat <<'TABLE'
golden clients 120 python3 -B tests/golden/run_golden.py
process clients 120 python3 -B tests/process/run_tests.py
sdk clients 360 tests/sdk/run
relying_parties clients 120 tests/sdk/run_pages relying_parties
identity_providers clients 240 tests/sdk/run_pages identity_providers
browser clients 480 tests/sdk/run_pages browser
triggers clients 240 tests/sdk/run_pages triggers
infrastructure clients 300 /usr/bin/python3 -B tests/infrastructure/run_infrastructure.py
container clients 120 TEST_ROCKPOOL_STATIC_BINARY="$root/build/release/rockpool_static" /usr/bin/python3 -B tests/container/run_container.py
format cores 30 format_check
architecture cores 30 python3 -B tests/architecture/check_architecture.py
TABLE
  gtest_rows tests "" "$TEST_SCALE"
  cat <<TABLE
fuzz_smoke cores $((240 * TEST_SCALE)) fuzz_smoke tests ""
tidy alone 1200 tidy_check
crash alone $((180 * TEST_SCALE)) python3 -B tests/crash/run_crash.py
hostile alone 240 python3 -B tests/hostile/run_hostile.py
TABLE
}

# `--all` draws and kills five times as often; words name the layers to run, all where there are none.
run_tests() {
  export TEST_SCALE=1
  if [ "${1:-}" = --all ]; then
    TEST_SCALE=5
    shift
  fi
  local rows
  rows=$(test_rows)
  if [ $# -gt 0 ]; then
    local all=$rows
    if ! rows=$(grep -E "^($(IFS='|' && echo "$*"))[a-z_]* " <<<"$all"); then
      echo "no layer's name begins with $*; there are: $(cut -d ' ' -f 1 <<<"$all" | xargs)" >&2
      return 2
    fi
  fi
  # shellcheck disable=SC2086
  need $build_packages $test_packages $format_packages $tidy_packages
  need_node
  ! grep -qE 'build/tests|fuzz_smoke' <<<"$rows" || build_preset tests
  build_release --and-static
  export TEST_ROCKPOOL_BINARY="$root/build/release/rockpool"
  run_layers <<<"$rows"
}

# Not a layer of ./dev test: no package of Debian has Terraform, and its provider is fetched or lies in the
# folder TEST_TERRAFORM_PLUGINS, an absolute path.
run_terraform() {
  command -v terraform >/dev/null || { echo "./dev terraform needs the program terraform" >&2; return 2; }
  build_release
  TEST_ROCKPOOL_BINARY="$root/build/release/rockpool" /usr/bin/python3 -B tests/terraform/run_terraform.py
}

run_sanitizers() {
  # shellcheck disable=SC2086
  need $build_packages $test_packages $sanitize_packages
  build_preset asan
  build_preset tsan
  { gtest_rows asan _asan 8; echo 'fuzz_smoke_asan cores 960 fuzz_smoke asan _asan'; gtest_rows tsan _tsan 15; } | run_layers
}
