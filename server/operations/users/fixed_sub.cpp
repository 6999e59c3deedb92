#include "server/operations/users/fixed_sub.h"

#include <re2/re2.h>

namespace rockpool::operations {

std::string FixedOrDrawnSub(const std::optional<std::map<std::string, std::string, std::less<>>>& client_metadata, util::Random& random) {
  static const re2::RE2 uuid("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  if (client_metadata) {
    const auto fixed = client_metadata->find("_custom_id_");
    if (fixed != client_metadata->end() && re2::RE2::FullMatch(fixed->second, uuid)) {
      return fixed->second;
    }
  }
  return util::RandomUuid(random);
}

}  // namespace rockpool::operations
