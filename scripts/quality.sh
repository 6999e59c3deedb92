# What looks at the sources instead of running them, and coverage.
c_sources() {
  git ls-files --cached --others --exclude-standard '*.cpp' '*.h'
}

format_sources() {
  # shellcheck disable=SC2086
  need $format_packages
  c_sources | xargs clang-format-14 -i
}

tidy_sources() {
  # shellcheck disable=SC2086
  need $build_packages $test_packages $tidy_packages
  build_preset tests
  c_sources | grep '\.cpp$' | grep -v '^tests/' | xargs -P "$(nproc)" -n 4 clang-tidy-14 -p build/tests --quiet --warnings-as-errors='*'
}

measure_coverage() {
  # shellcheck disable=SC2086
  need $build_packages $test_packages $coverage_packages
  rm -rf "$results"
  mkdir -p "$results"
  build_preset coverage
  gtest_layers coverage _coverage
  gcovr --root "$root" --filter server/ --filter storage/ build/coverage
}
