#include "server/clients/domains/domains.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/pools/identifiers.h"
#include "server/pools/tier.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"

namespace rockpool::clients {

bool IsCustomDomain(std::string_view domain) { return domain.find('.') != std::string_view::npos; }

// Recorded of DeleteUserPoolDomain (amplify-cli's tests). Assumed: that UpdateUserPoolDomain says the same.
const pools::ResourceFamily kDomains{storage::ResourceKind::kDomain,
                                     [](std::string_view) { throw api::InvalidParameterException("No such domain or user pool exists."); }};

void ShowDomains(const storage::Transaction& transaction, api::UserPoolType& pool) {
  for (storage::PoolResource& record : transaction.resources(storage::ResourceKind::kDomain).List(*pool.Id, "", kMostDomains)) {
    (IsCustomDomain(record.key) ? pool.CustomDomain : pool.Domain) = std::move(record.key);
  }
}

std::string DomainOriginOf(const storage::Transaction& transaction, const pools::PoolInUse& pool) {
  api::UserPoolType domains;
  domains.Id = pool.id;
  ShowDomains(transaction, domains);
  if (domains.CustomDomain) {
    return "https://" + *domains.CustomDomain;
  }
  return domains.Domain ? "https://" + *domains.Domain + ".auth." + pool.region + ".amazoncognito.com" : "";
}

void RequireNoDomain(const storage::Transaction& transaction, std::string_view user_pool_id) {
  if (transaction.resources(storage::ResourceKind::kDomain).Count(user_pool_id) > 0) {
    throw api::InvalidParameterException("User pool cannot be deleted. It has a domain configured that should be deleted first.");
  }
}

namespace {

constexpr std::int32_t kClassicHostedUi = 1;

// Like d111111abcdef8.cloudfront.net. The same name for a domain whenever it is made, so that DNS records of tests may stay.
std::string CloudFrontNameOf(std::string_view domain) {
  constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  constexpr std::size_t kLength = 13;
  std::string name = "d";
  for (const unsigned char byte : crypto::HmacSha256("CloudFront", domain)) {
    name += kAlphabet[byte % kAlphabet.size()];
  }
  return name.substr(0, 1 + kLength) + ".cloudfront.net";
}

// Like aws-cognito-prod-pdx-assets of us-west-2 (documented) and iad of us-east-1 (seen). Assumed: that the others are named after their
// airports too, and what stands for a region that is not in the list.
std::string BucketOf(std::string_view region) {
  static constexpr std::pair<std::string_view, std::string_view> kAirports[] = {
      {"ap-northeast-1", "nrt"}, {"ap-northeast-2", "icn"}, {"ap-south-1", "bom"},   {"ap-southeast-1", "sin"},
      {"ap-southeast-2", "syd"}, {"ca-central-1", "yul"},   {"eu-central-1", "fra"}, {"eu-north-1", "arn"},
      {"eu-west-1", "dub"},      {"eu-west-2", "lhr"},      {"eu-west-3", "cdg"},    {"sa-east-1", "gru"},
      {"us-east-1", "iad"},      {"us-east-2", "cmh"},      {"us-west-1", "sfo"},    {"us-west-2", "pdx"},
  };
  const auto* const found = std::ranges::find(kAirports, region, &std::pair<std::string_view, std::string_view>::first);
  return "aws-cognito-prod-" + std::string(found == std::end(kAirports) ? region : found->second) + "-assets";
}

}  // namespace

api::DomainDescriptionTypeCustomDomainConfig Described(const api::CustomDomainConfigType& config) {
  return {config.CertificateArn, config.SecurityPolicy};
}

api::DomainDescriptionType DescriptionOfNewDomain(const world::Caller& caller, const api::CreateUserPoolDomainRequest& request,
                                                  util::EpochMillis now) {
  api::DomainDescriptionType description;
  description.UserPoolId = request.UserPoolId;
  description.AWSAccountId = caller.account;
  description.Domain = request.Domain;
  description.S3Bucket = BucketOf(caller.region);
  description.CloudFrontDistribution = CloudFrontNameOf(request.Domain);
  description.Version = util::CompactTime(now);
  description.Status = api::DomainStatusType::ACTIVE;
  if (request.CustomDomainConfig) {
    description.CustomDomainConfig = Described(*request.CustomDomainConfig);
  }
  description.ManagedLoginVersion = request.ManagedLoginVersion.value_or(kClassicHostedUi);
  description.Routing = request.Routing;
  return description;
}

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
