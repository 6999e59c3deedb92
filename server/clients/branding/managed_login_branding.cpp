#include "server/clients/branding/managed_login_branding.h"

#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/pools/records.h"

namespace rockpool::clients {

const pools::ResourceFamily kManagedLoginBranding{storage::ResourceKind::kManagedLoginBranding, [](std::string_view) {
                                                    throw api::ResourceNotFoundException("ManagedLoginBranding does not exist.");
                                                  }};

storage::PoolResource FindBrandingOfClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                           std::string_view client_id) {
  auto records = transaction.resources(kManagedLoginBranding.kind).ListOfClient(user_pool_id, client_id);
  if (records.empty()) {
    throw api::ResourceNotFoundException("ManagedLoginBranding for client " + std::string(client_id) + " does not exist.");
  }
  return std::move(records.front());
}

api::ManagedLoginBrandingType ShownBranding(const storage::PoolResource& record, bool merged) {
  auto style = pools::ContentOf<api::ManagedLoginBrandingType>(record);
  style.ManagedLoginBrandingId = record.key;
  style.UserPoolId = record.user_pool_id;
  pools::ShowDates(record, style);
  if (merged && !style.Settings) {
    // Assumed: Cognito's own settings are not published, so the document that they would fill stays empty.
    style.Settings = api::Document{"{}"};
  }
  return style;
}

}  // namespace rockpool::clients
