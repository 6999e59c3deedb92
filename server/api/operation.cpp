#include "server/api/operation.h"

#include <algorithm>

namespace rockpool::api {

const Operation* FindOperation(std::string_view name) {
  const auto operations = Operations();
  const auto found = std::ranges::lower_bound(operations, name, {}, &Operation::name);
  return found != operations.end() && found->name == name ? &*found : nullptr;
}

}  // namespace rockpool::api
