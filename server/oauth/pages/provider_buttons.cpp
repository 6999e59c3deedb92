#include "server/oauth/pages/provider_buttons.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/form.h"
#include "server/identity_providers/provider_records.h"
#include "server/identity_providers/provider_type.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/providers/departure.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

using Summary = storage::IdentityProviderSummary;

std::string LinkFor(const Visit& visit, const std::string& provider) {
  return http::WithQuery("/oauth2/authorize?" + WithoutProvider(visit.exchange().query), {{"identity_provider", provider}},
                         http::Blanks::kPlus);
}

bool IsOfSaml(const Summary& provider) { return identity_providers::TypeOf(provider).api_type == api::IdentityProviderTypeType::SAML; }

std::vector<Summary> ProvidersOf(const storage::Transaction& transaction, const Visit& visit, std::span<const std::string> names) {
  std::vector<Summary> found;
  for (const std::string& name : names) {
    if (auto provider = transaction.identity_providers().FindSummary(visit.pool().id, name)) {  // COGNITO is none
      found.push_back(*std::move(provider));
    }
  }
  std::ranges::sort(found, {}, &Summary::name);
  return found;
}

// Documented; a single one has its button. Their identifiers stand beside their documents, which no I/O thread is to read.
bool HasDomainBox(const storage::Transaction& transaction, const Visit& visit, const std::vector<Summary>& providers) {
  if (visit.request().site.is_managed_login() || std::ranges::count_if(providers, IsOfSaml) < 2) {
    return false;
  }
  if (visit.exchange().is_here) {
    throw TakesLong();
  }
  return std::ranges::all_of(providers, [&](const Summary& provider) {
    const auto record = IsOfSaml(provider) ? transaction.identity_providers().Find(visit.pool().id, provider.name) : std::nullopt;
    return !record || !record->identifiers.empty();
  });
}

}  // namespace

void AddProviderButtons(const Visit& visit, pages::Values& values) {
  const auto names = util::MembersOf(visit.request().client->settings.SupportedIdentityProviders);
  if (std::ranges::all_of(names, [](const std::string& name) { return name == kLocalUsers; })) {
    return;
  }
  const auto [providers, has_box] = visit.world().store.Read([&](const storage::Transaction& transaction) {
    std::vector<Summary> found = ProvidersOf(transaction, visit, names);
    const bool is_box = HasDomainBox(transaction, visit, found);
    return std::pair(std::move(found), is_box);
  });
  values.Set("SEARCH_ACTION", "/login?" + WithoutProvider(visit.exchange().query));
  if (has_box) {
    values.Show("PROVIDERS");
    values.Show("DOMAIN_BOX");
  }
  for (const Summary& provider : providers) {
    if (!has_box || !IsOfSaml(provider)) {
      AddProvider(values, identity_providers::TypeOf(provider).api_type, provider.name, LinkFor(visit, provider.name));
    }
  }
}

}  // namespace rockpool::oauth
