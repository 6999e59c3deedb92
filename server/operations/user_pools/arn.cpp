#include "server/operations/user_pools/arn.h"

#include <cstddef>

namespace rockpool::operations {
namespace {

std::string_view PartAfter(std::string_view arn, int colons) {
  for (int part = 0; part < colons; ++part) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) {
      return {};
    }
    arn.remove_prefix(colon + 1);
  }
  return arn.substr(0, arn.find(':'));
}

}  // namespace

std::string_view ServiceOfArn(std::string_view arn) { return PartAfter(arn, 2); }
std::string_view RegionOfArn(std::string_view arn) { return PartAfter(arn, 3); }
std::string_view AccountOfArn(std::string_view arn) { return PartAfter(arn, 4); }

}  // namespace rockpool::operations
