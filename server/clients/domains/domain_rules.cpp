#include "server/clients/domains/domain_rules.h"

#include <algorithm>
#include <string>

#include "server/api/errors.h"
#include "server/pools/arn.h"
#include "server/pools/tier.h"
#include "server/util/strings.h"

namespace rockpool::clients {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";

// Lower-case letters, numbers and hyphens, no hyphen at an end.
bool IsLabel(std::string_view text) {
  return !text.empty() && text.find_first_not_of(kLetters) == std::string_view::npos && text.front() != '-' && text.back() != '-';
}

void CheckPrefix(std::string_view prefix) {
  if (!IsLabel(prefix)) {
    // Recorded (mineiros-io/terraform-aws-cognito-user-pool#69), also of a full name that comes without a configuration.
    throw api::InvalidParameterException(
        "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please "
        R"(enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$)");
  }
  const std::vector<std::string_view> words = util::Split(prefix, "-");
  for (const std::string_view reserved : {"aws", "amazon", "cognito"}) {
    if (std::ranges::find(words, reserved) != words.end()) {
      throw api::InvalidParameterException("Domain cannot contain reserved word: " + std::string(reserved));  // recorded, amplify-cli#1513
    }
  }
}

// AWS asks the domain name system for the parent's A record. Here every parent has one but for top-level domains.
bool HasParentWithAddress(std::string_view name) {
  int labels = 1;
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    if (!IsLabel(name.substr(0, dot))) {
      return false;
    }
    name.remove_prefix(dot + 1);
    ++labels;
  }
  return IsLabel(name) && labels > 2;
}

}  // namespace

void CheckDomainName(std::string_view domain, bool is_custom) {
  if (!is_custom) {
    CheckPrefix(domain);
  } else if (!HasParentWithAddress(domain)) {
    // Recorded. Assumed: that a name which is none of the domain name system's is refused in these words too.
    throw api::InvalidParameterException(
        "Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a "
        "top-level domain.");
  }
}

void CheckCertificate(const world::Caller& caller, const api::CustomDomainConfigType& config) {
  if (pools::ServiceOfArn(config.CertificateArn) != "acm" || pools::RegionOfArn(config.CertificateArn) != "us-east-1") {
    // Recorded (badmintoncryer/cdk-preflight, 2026-09): CloudFront's own words, request and all.
    throw api::InvalidParameterException(
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate "
        "chain. (Service: CloudFront, Status Code: 400, Request ID: " +
        caller.request_id + ")");
  }
}

void CheckManagedLoginVersion(const std::optional<std::int32_t>& version, const api::UserPoolType& pool) {
  if (!version) {
    return;
  }
  if (*version != 1 && *version != 2) {
    // Assumed: the values are documented, the text is not.
    throw api::InvalidParameterException("ManagedLoginVersion must be 1 or 2.");
  }
  if (*version == 2) {
    pools::RequireTier(pool, api::UserPoolTierType::ESSENTIALS, pools::kManagedLogin);
  }
}

void CheckRouting(const std::optional<api::RoutingType>& routing, bool is_custom) {
  if (routing && !is_custom) {
    // Assumed: the rule is documented, its text is not.
    throw api::InvalidParameterException("Routing is only supported for custom domains.");
  }
}

}  // namespace rockpool::clients
