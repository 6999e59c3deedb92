#include "server/tokens/issuer.h"

#include "server/http/origin.h"
#include "server/http/url.h"

namespace rockpool::tokens {
namespace {

std::string AwsIssuer(const pools::PoolInUse& pool) {
  const bool is_updated = pool.settings.IssuerConfiguration && pool.settings.IssuerConfiguration->Type == api::IssuerType::UPDATED;
  return std::string("https://") + (is_updated ? "issuer-" : "") + "cognito-idp." + pool.region + ".amazonaws.com";
}

// Empty where a stranger may have chosen the host.
std::string RequestedBase(const Settings& settings, const world::Caller& caller, bool is_domain) {
  if (std::string known = http::PublicOrigin(caller.host, settings.public_url); !known.empty()) {
    return known;
  }
  if (is_domain) {
    const auto own = http::ParseUrl((caller.is_tls ? "https://" : "http://") + caller.host);
    return own ? own->Origin() : "";
  }
  return http::OwnOrigin(caller.host, caller.is_tls, settings.trusted_hosts);
}

}  // namespace

bool IsIssuer(std::string_view text) {
  const bool is_word = text == kAwsIssuer || text == kRequestIssuer;
  return is_word || (http::ParseUrl(text) && !text.ends_with('/') && text.find_first_of("?#") == std::string_view::npos);
}

std::string IssuerOf(const Settings& settings, const pools::PoolInUse& pool, const world::Caller& caller, bool is_domain) {
  const std::string base = settings.issuer == kRequestIssuer ? RequestedBase(settings, caller, is_domain) : settings.issuer;
  return (base.empty() || base == kAwsIssuer ? AwsIssuer(pool) : base) + "/" + pool.id;
}

std::string_view PoolIdOfIssuer(std::string_view issuer) {
  const std::size_t slash = issuer.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : issuer.substr(slash + 1);
}

}  // namespace rockpool::tokens
