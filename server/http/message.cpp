#include "server/http/message.h"

#include <strings.h>

namespace rockpool::http {

void Headers::Add(std::string_view name, std::string value) { fields_.emplace_back(name, std::move(value)); }

std::optional<std::string_view> Headers::Find(std::string_view name) const {
  for (const auto& [field_name, value] : fields_) {
    if (field_name.size() == name.size() && strncasecmp(field_name.data(), name.data(), name.size()) == 0) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace rockpool::http
