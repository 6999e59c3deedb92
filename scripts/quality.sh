# What looks at the sources instead of running them, and coverage.
c_sources() {
  git -c safe.directory="$root" ls-files --cached --others --exclude-standard '*.cpp' '*.h'
}

format_sources() {
  # shellcheck disable=SC2086
  need $format_packages
  c_sources | xargs clang-format-14 -i
}

tidy_sources() {
  # shellcheck disable=SC2086
  need $build_packages $test_packages $tidy_packages
  build_preset tidy --target generate_api
  c_sources | grep -E '^(server|storage)/.*\.cpp$' | xargs python3 -B scripts/tidy.py build/tidy
}

measure_coverage() {
  # shellcheck disable=SC2086
  need $build_packages $test_packages $coverage_packages
  build_preset coverage
  gtest_rows coverage _coverage 3 | run_layers || true  # a failed test is said, and hides no figure
  gcovr --root "$root" --filter server/ --filter storage/ build/coverage
}
