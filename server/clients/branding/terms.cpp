#include "server/clients/branding/terms.h"

#include <utility>

#include "server/api/errors.h"
#include "server/pools/records.h"

namespace rockpool::clients {
namespace {

// Assumed: how much of a link AWS looks at.
bool IsHttpsUrl(std::string_view link) {
  constexpr std::string_view kScheme = "https://";
  return link.starts_with(kScheme) && link.size() > kScheme.size() && link[kScheme.size()] != '/';
}

[[noreturn]] void ThrowInvalidLink(const std::string& language, const std::string& link) {
  throw api::InvalidParameterException("Invalid link for " + language + ": " + link + " is not an https URL.");  // Assumed
}

}  // namespace

// Assumed: in the words for a managed-login branding
const pools::ResourceFamily kTerms{storage::ResourceKind::kTerms,
                                   [](std::string_view) { throw api::ResourceNotFoundException("Terms does not exist."); }};

std::optional<storage::PoolResource> FindTermsOfClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                                       std::string_view client_id, std::string_view name) {
  for (auto& record : transaction.resources(kTerms.kind).ListOfClient(user_pool_id, client_id)) {
    if (pools::ContentOf<api::TermsType>(record).TermsName == name) {
      return std::move(record);
    }
  }
  return std::nullopt;
}

void ThrowTermsExist(std::string_view name, std::string_view client_id) {
  // Assumed: in the words for a managed-login branding
  throw api::TermsExistsException("Terms " + std::string(name) + " already exists for client " + std::string(client_id));
}

void CheckLinks(const std::map<std::string, std::string, std::less<>>& links) {
  for (const auto& [language, link] : links) {
    if (!IsHttpsUrl(link)) {
      ThrowInvalidLink(language, link);
    }
  }
}

api::TermsType ShownTerms(const storage::PoolResource& record) {
  auto terms = pools::ContentOf<api::TermsType>(record);
  terms.TermsId = record.key;
  terms.UserPoolId = record.user_pool_id;
  terms.ClientId = record.client_id;
  pools::ShowDates(record, terms);
  return terms;
}

}  // namespace rockpool::clients
