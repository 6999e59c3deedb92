# ./dev bench: each promised figure beside its goal, with the machine's load; they go to build/bench/results. Fails where one is far off.

run_benchmarks() {
  # shellcheck disable=SC2086
  need $build_packages $static_packages wrk
  # Programs to compare with, which are left out where they cannot be had.
  need nginx-light || echo "going on without nginx" >&2
  need_node || echo "going on without cognito-local" >&2
  build_preset bench --target rockpool rockpool_static rockpool_ceiling rockpool_primitives rockpool_validation rockpool_writer
  local status=0 measure=(python3 -B tests/benchmark/bench.py build/bench/rockpool build/bench/rockpool_static
    build/bench/tests/benchmark/rockpool_ceiling build/bench/tests/benchmark/rockpool_primitives build/bench/results "$@")
  ! tests/sdk/node/with_path true || measure=(tests/sdk/node/with_path "${measure[@]}")
  "${measure[@]}" || status=$?
  case " $* " in
    *" --only"* | *" --help "* | *" -h "*) ;;
    *) build/bench/tests/benchmark/rockpool_validation || status=$? ;;
  esac
  return "$status"
}
