# ./dev bench: rockpool beside its ceiling and others; the figures go to build/bench.
bench_packages="wrk nginx-light"

run_benchmarks() {
  # shellcheck disable=SC2086
  need $build_packages $static_packages $bench_packages
  need_node
  build_preset bench --target rockpool rockpool_static rockpool_ceiling rockpool_validation rockpool_writer
  tests/sdk/node/with_path python3 -B tests/benchmark/bench.py build/bench/rockpool build/bench/rockpool_static \
    build/bench/tests/benchmark/rockpool_ceiling build/bench/results "$@"
  build/bench/tests/benchmark/rockpool_validation
}
