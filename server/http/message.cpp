#include "server/http/message.h"

#include <strings.h>

#include <algorithm>
#include <cstddef>

namespace rockpool::http {

void Headers::Add(std::string_view name, std::string value) {
  constexpr std::size_t kUsualFields = 10;  // of requests and of answers
  if (fields_.empty()) {
    fields_.reserve(kUsualFields);
  }
  fields_.emplace_back(name, std::move(value));
}

std::optional<std::string_view> Headers::Find(std::string_view name) const {
  for (const auto& [field_name, value] : fields_) {
    if (field_name.size() == name.size() && strncasecmp(field_name.data(), name.data(), name.size()) == 0) {
      return value;
    }
  }
  return std::nullopt;
}

std::string_view Request::Captured(std::string_view name) const {
  const auto found = std::ranges::find(captures, name, &Capture::name);
  return found == captures.end() ? std::string_view() : found->value;
}

}  // namespace rockpool::http
