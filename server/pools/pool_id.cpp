#include "server/pools/pool_id.h"

#include <algorithm>
#include <cstddef>

#include "server/api/errors.h"
#include "server/api/service_exception.h"
#include "server/util/strings.h"

namespace rockpool::pools {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kDrawnLength = 9;
constexpr std::size_t kMaxLength = 55;  // of the model's UserPoolIdType, as is the pattern below

}  // namespace

bool IsPoolId(std::string_view text) {
  const std::size_t underscore = text.rfind('_');
  if (underscore == std::string_view::npos || text.size() > kMaxLength) {
    return false;
  }
  const std::string_view prefix = text.substr(0, underscore);
  const std::string_view suffix = text.substr(underscore + 1);
  return !prefix.empty() && std::ranges::all_of(prefix, [](char c) { return c == '_' || c == '-' || util::IsLetterOrDigit(c); }) &&
         !suffix.empty() && std::ranges::all_of(suffix, util::IsLetterOrDigit);
}

std::string DrawPoolId(util::Random& random, std::string_view region) {
  return std::string(region).append("_").append(util::RandomText(random, kAlphabet, kDrawnLength));
}

std::optional<std::string> CustomPoolId(const Tags& tags) {
  const auto tag = tags.find(kCustomIdTag);
  if (tag == tags.end()) {
    return std::nullopt;
  }
  if (!IsPoolId(tag->second)) {
    // Assumed: the tag is a convention of emulators, so AWS has no text for it; this is the one for a UserPoolId.
    throw api::InvalidParameterException(api::ViolationText(
        "'" + tag->second + "'", std::string("userPoolTags.") + kCustomIdTag,
        "Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+ and have length less than or equal to 55"));
  }
  return tag->second;
}

}  // namespace rockpool::pools
