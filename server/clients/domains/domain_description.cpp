#include "server/clients/domains/domain_description.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "server/crypto/digest.h"
#include "server/util/time_text.h"

namespace rockpool::clients {
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

}  // namespace rockpool::clients
