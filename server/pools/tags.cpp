#include "server/pools/tags.h"

#include <cstddef>

#include "server/api/errors.h"

namespace rockpool::pools {
namespace {

constexpr std::size_t kMaxTags = 50;
constexpr std::string_view kReserved = "aws:";

}  // namespace

// Assumed: all texts. That there may be 50, and that the prefix is AWS's own, is documented.
std::optional<std::string> FaultOf(const Tags& tags, std::string_view user_pool_id) {
  if (tags.size() > kMaxTags) {
    return "A user pool can have at most " + std::to_string(kMaxTags) + " tags.";
  }
  const auto reserved = tags.lower_bound(kReserved);
  if (reserved != tags.end() && reserved->first.starts_with(kReserved)) {
    return "Tag keys that begin with aws: are reserved: " + reserved->first;
  }
  const auto custom_id = tags.find(kCustomIdTag);
  if (custom_id != tags.end() && custom_id->second != user_pool_id) {
    return "The tag " + std::string(kCustomIdTag) + " cannot be changed.";
  }
  return std::nullopt;
}

void CheckTags(const Tags& tags, std::string_view user_pool_id) {
  if (const auto fault = FaultOf(tags, user_pool_id)) {
    throw api::UserPoolTaggingException(*fault);
  }
}

}  // namespace rockpool::pools
