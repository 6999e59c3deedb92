#include "server/api/shape.h"

#include <algorithm>

namespace rockpool::api {

const Member* FindMember(const Shape& structure, std::string_view name) {
  const auto found = std::ranges::lower_bound(structure.members, name, {}, &Member::name);
  return found != structure.members.end() && found->name == name ? &*found : nullptr;
}

}  // namespace rockpool::api
