#include "server/pools/identifiers.h"

#include <algorithm>
#include <cstddef>

#include "server/api/errors.h"
#include "server/api/service_exception.h"
#include "server/pools/user_pools.h"
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

namespace {

constexpr std::string_view kResource = "userpool/";

std::string_view PartOf(std::string_view arn, int part) {
  for (; part > 0; --part) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) {
      return {};
    }
    arn.remove_prefix(colon + 1);
  }
  return arn.substr(0, arn.find(':'));
}

}  // namespace

std::string_view ServiceOfArn(std::string_view arn) { return PartOf(arn, 2); }
std::string_view RegionOfArn(std::string_view arn) { return PartOf(arn, 3); }
std::string_view AccountOfArn(std::string_view arn) { return PartOf(arn, 4); }

std::string_view PartitionOf(std::string_view region) {
  return region.starts_with("us-gov-") ? "aws-us-gov" : region.starts_with("cn-") ? "aws-cn" : "aws";
}

std::string PoolArn(std::string_view account, std::string_view region, std::string_view user_pool_id) {
  std::string arn = "arn:";
  arn.append(PartitionOf(region)).append(":cognito-idp:");
  return arn.append(region).append(":").append(account).append(":").append(kResource).append(user_pool_id);
}

std::string PoolIdOfArn(const world::Caller& caller, std::string_view arn) {
  const std::string_view resource = PartOf(arn, 5);
  const std::string_view id = resource.starts_with(kResource) ? resource.substr(kResource.size()) : std::string_view();
  if (id.empty() || arn != PoolArn(AccountOfArn(arn), RegionOfArn(arn), id)) {
    throw api::InvalidParameterException("Invalid user pool ARN: " + std::string(arn));  // Assumed: the text
  }
  if (AccountOfArn(arn) != caller.account || RegionOfArn(arn) != caller.region) {
    // Assumed: as if there were no such pool, as everywhere else.
    ThrowPoolNotFound(id);
  }
  return std::string(id);
}

bool IsOfAnotherAccount(const world::Caller& caller, std::string_view arn) {
  return caller.account != util::kNoAccount && AccountOfArn(arn) != caller.account;
}

std::string ServiceLinkedRole(const world::Caller& caller, std::string_view arn) {
  std::string role = "arn:";
  role.append(PartOf(arn, 1)).append(":iam::").append(caller.account);
  return role.append(":role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp");
}

void RequireOwnRole(const world::Caller& caller, std::string_view role_arn) {
  if (IsOfAnotherAccount(caller, role_arn)) {
    throw api::InvalidParameterException("Cross-account pass role is not allowed.");  // Assumed: the type
  }
}

}  // namespace rockpool::pools
