#include "server/tokens/issuer.h"

#include "server/http/origin.h"
#include "server/http/url.h"

namespace rockpool::tokens {
namespace {

std::string AwsIssuer(const pools::PoolInUse& pool) {
  const bool is_updated = pool.settings.IssuerConfiguration && pool.settings.IssuerConfiguration->Type == api::IssuerType::UPDATED;
  return std::string("https://") + (is_updated ? "issuer-" : "") + "cognito-idp." + pool.region + ".amazonaws.com";
}

}  // namespace

bool IsIssuer(std::string_view text) {
  return text == kAwsIssuer || text == kRequestIssuer || (http::ParseUrl(text) && !text.ends_with('/'));
}

std::string IssuerOf(const Settings& settings, const pools::PoolInUse& pool, const world::Caller& caller) {
  std::string base = settings.issuer;
  if (settings.issuer == kRequestIssuer) {
    base = http::OwnOrigin(caller.host, caller.is_tls, settings.trusted_hosts);
  }
  return (base.empty() || base == kAwsIssuer ? AwsIssuer(pool) : base) + "/" + pool.id;
}

std::string_view PoolIdOfIssuer(std::string_view issuer) {
  const std::size_t slash = issuer.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : issuer.substr(slash + 1);
}

}  // namespace rockpool::tokens
