#include "server/federation/oauth2/endpoints.h"

#include <rapidjson/document.h>

#include <optional>

#include "server/api/json.h"
#include "server/federation/oauth2/claim_text.h"
#include "server/http/url.h"
#include "server/identity_providers/remote_documents.h"

namespace rockpool::federation {
namespace {

bool Discovers(const identity_providers::ProviderInUse& provider) {
  return provider.type->document == identity_providers::Document::kOidcDiscovery;
}

// Whether a document of that issuer may have this server ask the address: a stranger's document sends no request into the network that
// this server stands in, and no secret over plain http.
bool MayName(const http::Url& issuer, const std::string& text) {
  const auto url = http::ParseUrl(text);
  const bool is_public = http::ClassOfHost(issuer.host) == http::HostClass::kPublic;
  return url && (url->https || !issuer.https) && (!is_public || http::ClassOfHost(url->host) == http::HostClass::kPublic);
}

std::string EndpointIn(const rapidjson::Document& document, const char* name) { return std::string(TextIn(document, name).value_or("")); }

// What it names and may not is left out.
Endpoints EndpointsIn(const Asking& asking, const std::string& json) {
  rapidjson::Document document;
  if (!api::ParseJson(json, document) || !document.IsObject()) {
    return {};
  }
  Endpoints found{EndpointIn(document, "authorization_endpoint"), EndpointIn(document, "token_endpoint"), EndpointIn(document, "jwks_uri"),
                  EndpointIn(document, "userinfo_endpoint")};
  if (!http::ParseUrl(found.authorize)) {
    found.authorize.clear();
  }
  if (IsSimulated(asking.world, asking.provider)) {
    return found;
  }
  const auto issuer = http::ParseUrl(asking.provider.Detail("oidc_issuer"));
  for (std::string* endpoint : {&found.token, &found.keys, &found.profile}) {
    if (!endpoint->empty() && (!issuer || !MayName(*issuer, *endpoint))) {
      asking.report.Explain("the discovery document names an address that is not to be asked");
      endpoint->clear();
    }
  }
  return found;
}

// Throws http::FetchError.
Endpoints Discovered(const Asking& asking) {
  const std::string url = identity_providers::DiscoveryUrl(asking.provider.Detail("oidc_issuer"));
  asking.report.Sent("discovery", "GET " + url);
  const http::FetchResponse response = Ask(asking, {.address = ProviderAddress::kDiscovery, .url = url, .may_redirect = true});
  asking.report.Received("discovery", response.body);
  if (response.status != 200) {
    throw http::FetchError("discovery answers " + std::to_string(response.status));
  }
  return EndpointsIn(asking, response.body);
}

}  // namespace

std::string AuthorizeEndpointOf(const Asking& asking) {
  std::string endpoint = asking.provider.Detail("authorize_url");
  if (!endpoint.empty()) {
    return endpoint;
  }
  asking.report.Check("discovery");
  try {
    endpoint = Discovered(asking).authorize;
  } catch (const http::FetchError& error) {
    asking.report.Explain(error.what());
  }
  if (endpoint.empty()) {
    // Assumed: CreateIdentityProvider's words for an issuer whose document cannot be had.
    throw Refusal("server_error", "Unable to contact well-known endpoint");
  }
  return endpoint;
}

Endpoints EndpointsOf(const Asking& asking) {
  const auto& provider = asking.provider;
  Endpoints endpoints{"", provider.Detail("token_url"), provider.Detail("jwks_uri"), provider.Detail("attributes_url")};
  if (!Discovers(provider)) {
    endpoints.keys = DialectOf(*provider.type).keys_url;
    return endpoints;
  }
  const bool has_all = !endpoints.token.empty() && !endpoints.keys.empty();
  if (has_all && !endpoints.profile.empty()) {
    return endpoints;
  }
  asking.report.Check("discovery");
  Endpoints found;
  try {
    found = Discovered(asking);
  } catch (const http::FetchError& error) {
    asking.report.Explain(error.what());
    if (!has_all) {
      throw RefusalOf(error, "Read timed out");
    }
  }
  const auto complete = [](std::string& endpoint, std::string& discovered) {
    if (endpoint.empty()) {
      endpoint = std::move(discovered);
    }
  };
  complete(endpoints.token, found.token);
  complete(endpoints.keys, found.keys);
  complete(endpoints.profile, found.profile);
  return endpoints;
}

}  // namespace rockpool::federation
