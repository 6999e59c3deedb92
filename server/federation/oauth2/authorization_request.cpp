// The way to the provider. What is sent, and in which order, was recorded; see docs/fidelity.md for what was not.
#include <algorithm>
#include <array>

#include "server/federation/oauth2/endpoints.h"
#include "server/federation/oauth2/relying_party.h"
#include "server/http/form.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

// The provider's words for the levels that the application asks for, in its order.
std::string AcrValues(const identity_providers::ProviderInUse& provider, const std::vector<std::string>& levels) {
  std::vector<std::string> values;
  for (const std::string& level : levels) {
    const auto& mapping = provider.settings.acr_mapping;
    if (const auto found = mapping ? mapping->find(level) : decltype(mapping->find(level)){}; mapping && found != mapping->end()) {
      values.push_back(found->second);
    }
  }
  return util::Join(values, " ");
}

http::NamedValues FieldsOf(const identity_providers::ProviderInUse& provider, const OAuthRequest& request, const std::string& state) {
  const Dialect& dialect = DialectOf(*provider.type);
  http::NamedValues fields{{"client_id", provider.Detail("client_id")},
                           {"redirect_uri", request.callback},
                           {"scope", provider.Detail("authorize_scopes")},
                           {"response_type", "code"},
                           {"state", state}};
  for (const auto& [name, value] : dialect.parameters) {
    fields.Add(std::string(name), std::string(value));
  }
  if (dialect.takes_login_hint && request.login_hint) {
    fields.Add("login_hint", *request.login_hint);
  }
  if (!request.prompts.empty()) {
    fields.Add("prompt", util::Join(request.prompts, " "));
  }
  if (std::string values = AcrValues(provider, request.acr_levels); !values.empty()) {
    fields.Add("acr_values", std::move(values));
  }
  return fields;
}

}  // namespace

std::string AuthorizationUrl(const world::World& world, const identity_providers::ProviderInUse& provider, const OAuthRequest& request,
                             Report& report) {
  const std::string endpoint = AuthorizeEndpointOf({world, provider, report});
  report.Sent("authorization request",
              http::WithQuery(endpoint, FieldsOf(provider, request, Shortened(request.state)), http::Blanks::kPlus));
  const std::string url = http::WithQuery(endpoint, FieldsOf(provider, request, request.state), http::Blanks::kPlus);
  return BrowserUrl(world, provider, ProviderAddress::kAuthorize, url, request.browser_origin);
}

}  // namespace rockpool::federation
