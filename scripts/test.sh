# ./dev test: every layer, one after another; the last line sums them up. A layer writes `NAME: N passed, N failed` as its last line.
results=build/results

# Runs a command as a layer: its output goes to the terminal and to a file, and a failure does not stop the layers after it.
layer() {
  local name=$1 status=0
  shift
  echo "== $name"
  "$@" 2>&1 | tee "$results/$name.log" || status=$?
  if ! grep -qE "^$name: ([1-9][0-9]* passed, [0-9]+|0 passed, [1-9][0-9]*) failed" "$results/$name.log"; then
    echo "$name: 0 passed, 1 failed (it ended with $status before it could count)" | tee -a "$results/$name.log"
  elif [ "$status" -ne 0 ] && ! grep -qE "^$name: .* [1-9][0-9]* failed" "$results/$name.log"; then
    echo "$name: 0 passed, 1 failed (it ended with $status)" | tee -a "$results/$name.log"
  fi
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

gtest_layers() {
  local preset=$1 suffix=$2 name
  for name in unit storage operations model_sweep; do
    layer "$name$suffix" gtest_layer "$name$suffix" "$root/build/$preset/tests/${name}_tests"
  done
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

sum_up() {
  cat "$results"/*.log | awk '/^[a-z_]+: [0-9]+ passed, [0-9]+ failed/ { passed += $2; failed += $4 }
    END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }'
}

run_all_tests() {
  # shellcheck disable=SC2086
  need $build_packages $test_packages $format_packages $tidy_packages
  need_node
  build_preset tests
  build_release
  build_release --static
  rm -rf "$results"
  mkdir -p "$results"
  export ROCKPOOL_BINARY="$root/build/release/rockpool"
  layer format format_check
  layer tidy tidy_check
  layer architecture python3 -B tests/architecture/check_architecture.py
  gtest_layers tests ""
  layer fuzz_smoke fuzz_smoke tests ""
  layer golden python3 -B tests/golden/run_golden.py
  layer process python3 -B tests/process/run_tests.py
  layer sdk tests/sdk/run
  layer crash python3 -B tests/crash/run_crash.py
  layer hostile python3 -B tests/hostile/run_hostile.py
  layer infrastructure /usr/bin/python3 -B tests/infrastructure/run_infrastructure.py
  layer container env ROCKPOOL_STATIC_BINARY="$root/build/release/rockpool_static" /usr/bin/python3 -B tests/container/run_container.py
  sum_up
}

# Not a layer of run_all_tests: no package of Debian has Terraform, and its provider is fetched or lies in the
# folder ROCKPOOL_TERRAFORM_PLUGINS, an absolute path.
run_terraform() {
  command -v terraform >/dev/null || { echo "./dev terraform needs the program terraform" >&2; return 2; }
  build_release
  ROCKPOOL_BINARY="$root/build/release/rockpool" /usr/bin/python3 -B tests/terraform/run_terraform.py
}

run_sanitizers() {
  # shellcheck disable=SC2086
  need $build_packages $test_packages $sanitize_packages
  rm -rf "$results"
  mkdir -p "$results"
  build_preset asan
  gtest_layers asan _asan
  layer fuzz_smoke_asan fuzz_smoke asan _asan
  build_preset tsan
  gtest_layers tsan _tsan
  sum_up
}
