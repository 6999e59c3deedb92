// What the server itself must remember over a restart, by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

class Properties {
 public:
  virtual ~Properties() = default;

  virtual std::optional<std::string> Find(std::string_view name) const = 0;

  // Bytes of any kind, the zero byte included.
  virtual void Put(std::string_view name, std::string_view value) = 0;
};

}  // namespace rockpool::storage
