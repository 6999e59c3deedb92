#include "server/oauth/pages/provider_buttons.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/form.h"
#include "server/identity_providers/provider_records.h"
#include "server/identity_providers/provider_type.h"
#include "server/oauth/providers/departure.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

using Record = storage::IdentityProvider;

std::string LinkFor(const Visit& visit, const std::string& provider) {
  return http::WithQuery("/oauth2/authorize?" + WithoutProvider(visit.exchange().query), {{"identity_provider", provider}},
                         http::Blanks::kPlus);
}

bool IsOfSaml(const Record& provider) { return identity_providers::TypeOf(provider).api_type == api::IdentityProviderTypeType::SAML; }

// Documented; a single one has its button.
bool HasDomainBox(const Visit& visit, const std::vector<Record>& providers) {
  return !visit.request().site.is_managed_login() && std::ranges::count_if(providers, IsOfSaml) > 1 &&
         std::ranges::all_of(providers, [](const Record& provider) { return !IsOfSaml(provider) || !provider.identifiers.empty(); });
}

}  // namespace

void AddProviderButtons(const Visit& visit, pages::Values& values) {
  const auto& settings = visit.request().client->settings;
  std::vector<Record> providers = visit.world().store.Read([&](const storage::Transaction& transaction) {
    std::vector<Record> found;
    for (const std::string& name : util::MembersOf(settings.SupportedIdentityProviders)) {
      if (auto provider = transaction.identity_providers().Find(visit.pool().id, name)) {  // COGNITO is none
        found.push_back(*std::move(provider));
      }
    }
    return found;
  });
  std::ranges::sort(providers, {}, &Record::name);
  values.Set("SEARCH_ACTION", "/login?" + WithoutProvider(visit.exchange().query));
  const bool has_box = HasDomainBox(visit, providers);
  if (has_box) {
    values.Show("PROVIDERS");
    values.Show("DOMAIN_BOX");
  }
  for (const Record& provider : providers) {
    if (!has_box || !IsOfSaml(provider)) {
      AddProvider(values, identity_providers::TypeOf(provider).api_type, provider.name, LinkFor(visit, provider.name));
    }
  }
}

}  // namespace rockpool::oauth
