# Building. One build folder per preset, under build/.

# ccache where the machine has it; never needed.
launcher() {
  command -v ccache >/dev/null && echo "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache" || true
}

build_preset() {
  local preset=$1
  shift
  # shellcheck disable=SC2046,SC2086
  need $build_packages
  # shellcheck disable=SC2046
  cmake --preset "$preset" $(launcher) >"build.$preset.log" 2>&1 || { cat "build.$preset.log" >&2; rm -f "build.$preset.log"; return 1; }
  rm -f "build.$preset.log"
  cmake --build "build/$preset" "$@"
}

build_release() {
  case "${1:-}" in
    "") build_preset release --target rockpool ;;
    --static) build_static rockpool_static ;;
    --and-static) build_static rockpool rockpool_static ;;  # of the same objects, in one go
    *) echo "usage: ./dev build [--static]" >&2; return 2 ;;
  esac
}

# For an image without anything else in it. Its arguments are what is built.
build_static() {
  # shellcheck disable=SC2086
  need $build_packages $static_packages
  build_preset release --target "$@"
}
