#include "server/oauth/pages/provider_buttons.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/form.h"
#include "server/identity_providers/provider_records.h"
#include "server/identity_providers/provider_type.h"
#include "server/oauth/authorization_parameters.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

std::string LinkFor(const Visit& visit, const std::string& provider) {
  static const std::string parameter = "identity_provider";
  http::NamedValues query;
  for (const auto& [name, value] : visit.exchange().query) {
    if (name != parameter && name != "idp_identifier") {
      query.Add(name, value);
    }
  }
  query.Add(parameter, provider);
  return http::WithQuery("/oauth2/authorize", query, http::Blanks::kPlus);
}

}  // namespace

void AddProviderButtons(const Visit& visit, pages::Values& values) {
  const auto names = util::MembersOf(visit.request().client->settings.SupportedIdentityProviders);
  if (std::ranges::all_of(names, [](const std::string& name) { return name == kLocalUsers; })) {
    return;
  }
  using Summary = storage::IdentityProviderSummary;
  std::vector<Summary> providers = visit.world().store.Read([&](const storage::Transaction& transaction) {
    std::vector<Summary> found;
    for (const std::string& name : names) {
      if (auto provider = transaction.identity_providers().FindSummary(visit.pool().id, name)) {  // COGNITO is none
        found.push_back(*std::move(provider));
      }
    }
    return found;
  });
  std::ranges::sort(providers, {}, &Summary::name);
  for (const Summary& provider : providers) {
    AddProvider(values, identity_providers::TypeOf(provider).api_type, provider.name, LinkFor(visit, provider.name));
  }
}

}  // namespace rockpool::oauth
