#include "server/api/service_exception.h"

#include <cstddef>

namespace rockpool::api {

std::string Violation(std::string_view shown, std::string_view path, std::string_view constraint) {
  std::string text = "Value ";
  text.append(shown).append(shown.empty() ? "" : " ");
  return text.append("at '").append(path).append("' failed to satisfy constraint: ").append(constraint);
}

std::string ViolationsText(std::span<const std::string> violations) {
  const std::size_t count = violations.size();
  std::string text = std::to_string(count) + (count == 1 ? " validation error detected: " : " validation errors detected: ");
  for (std::size_t i = 0; i < count; ++i) {
    text.append(i == 0 ? "" : "; ").append(violations[i]);
  }
  return text;
}

std::string ViolationText(std::string_view shown, std::string_view path, std::string_view constraint) {
  const std::string violation = Violation(shown, path, constraint);
  return ViolationsText(std::span(&violation, 1));
}

}  // namespace rockpool::api
