#include "server/operations/user_pools/arn.h"

#include <cstddef>

namespace rockpool::operations {

std::string_view RegionOfArn(std::string_view arn) {
  for (int part = 0; part < 3; ++part) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) {
      return {};
    }
    arn.remove_prefix(colon + 1);
  }
  return arn.substr(0, arn.find(':'));
}

}  // namespace rockpool::operations
