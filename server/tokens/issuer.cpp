#include "server/tokens/issuer.h"

namespace rockpool::tokens {
namespace {

std::string AwsIssuer(const pools::PoolInUse& pool) {
  const bool is_updated = pool.settings.IssuerConfiguration && pool.settings.IssuerConfiguration->Type == api::IssuerType::UPDATED;
  return std::string("https://") + (is_updated ? "issuer-" : "") + "cognito-idp." + pool.region + ".amazonaws.com";
}

}  // namespace

std::string IssuerOf(const Settings& settings, const pools::PoolInUse& pool, std::string_view request_origin) {
  switch (settings.issuer) {
    case IssuerForm::kUrl:
      return settings.issuer_url + "/" + pool.id;
    case IssuerForm::kRequest:
      if (!request_origin.empty()) {
        return std::string(request_origin) + "/" + pool.id;
      }
      break;
    case IssuerForm::kAws:
      break;
  }
  return AwsIssuer(pool) + "/" + pool.id;
}

std::string_view PoolIdOfIssuer(std::string_view issuer) {
  const std::size_t slash = issuer.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : issuer.substr(slash + 1);
}

}  // namespace rockpool::tokens
