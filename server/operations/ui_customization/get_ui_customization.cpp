#include "server/operations/pool_configurations.h"
#include "server/operations/ui_customization/ui_customization.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The app client's own looks, else those of all app clients; of looks that were set back to nothing, the app client's.
std::optional<storage::PoolResource> FindCustomization(const storage::Transaction& transaction, std::string_view user_pool_id,
                                                       const std::optional<std::string>& client) {
  auto own = FindConfigurationRecord(transaction, storage::ResourceKind::kUiCustomization, user_pool_id, client);
  if (!client || (own && Customizes(*own))) {
    return own;
  }
  auto of_all = FindConfigurationRecord(transaction, storage::ResourceKind::kUiCustomization, user_pool_id);
  return of_all && (!own || Customizes(*of_all)) ? of_all : own;
}

}  // namespace

api::GetUICustomizationResponse GetUICustomization(const Context& context, const api::GetUICustomizationRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    const auto client = ClientOf(request.ClientId);
    RequireClientIfNamed(transaction, request.UserPoolId, client);
    const api::DomainDescriptionType domain =
        FindHostedUi(transaction, request.UserPoolId, "There has to be an existing domain associated with this user pool");
    const auto record = FindCustomization(transaction, request.UserPoolId, client);
    return record ? api::GetUICustomizationResponse{ShownCustomization(*record, domain)} : api::GetUICustomizationResponse{};
  });
}

}  // namespace rockpool::operations
