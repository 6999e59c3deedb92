#include "server/api/operation.h"

#include <algorithm>

namespace rockpool::api {

const Operation* FindOperation(std::string_view name) {
  const auto operations = Operations();
  const auto found = std::ranges::lower_bound(operations, name, {}, &Operation::name);
  return found != operations.end() && found->name == name ? &*found : nullptr;
}

const Member* FindMember(const Shape& structure, std::string_view name) {
  const auto found = std::ranges::lower_bound(structure.members, name, {}, &Member::name);
  return found != structure.members.end() && found->name == name ? &*found : nullptr;
}

}  // namespace rockpool::api
