#include "server/operations/managed_login_branding/managed_login_branding.h"

#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/operations/pool_resources.h"

namespace rockpool::operations {
namespace {

constexpr auto kKind = storage::ResourceKind::kManagedLoginBranding;

}  // namespace

storage::PoolResource FindBranding(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view id) {
  auto record = transaction.resources(kKind).Find(user_pool_id, id);
  if (!record) {
    throw api::ResourceNotFoundException("ManagedLoginBranding does not exist.");
  }
  return *std::move(record);
}

storage::PoolResource FindBrandingOfClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                           std::string_view client_id) {
  auto records = transaction.resources(kKind).ListOfClient(user_pool_id, client_id);
  if (records.empty()) {
    throw api::ResourceNotFoundException("ManagedLoginBranding for client " + std::string(client_id) + " does not exist.");
  }
  return std::move(records.front());
}

api::ManagedLoginBrandingType ShownBranding(const storage::PoolResource& record, bool merged) {
  auto style = ContentOf<api::ManagedLoginBrandingType>(record);
  style.ManagedLoginBrandingId = record.key;
  style.UserPoolId = record.user_pool_id;
  style.CreationDate = api::Timestamp{record.creation_millis};
  style.LastModifiedDate = api::Timestamp{record.last_modified_millis};
  if (merged && !style.Settings) {
    // Assumed: Cognito's own settings are not published, so the document that they would fill stays empty.
    style.Settings = api::Document{"{}"};
  }
  return style;
}

}  // namespace rockpool::operations
