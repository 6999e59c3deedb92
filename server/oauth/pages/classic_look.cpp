#include "server/oauth/pages/classic_look.h"

#include "server/api/types.h"
#include "server/clients/branding/ui_customization.h"
#include "server/oauth/exchange.h"
#include "server/pools/records.h"
#include "server/world/record_cache.h"

namespace rockpool::oauth {
namespace {

ClassicLook LookOf(const storage::PoolResource& record) {
  const auto customization = pools::ContentOf<api::SetUICustomizationRequest>(record);
  return {customization.CSS ? std::optional(clients::CssPathOf(record)) : std::nullopt,
          customization.ImageFile ? std::optional(clients::ImagePathOf(record)) : std::nullopt};
}

ClassicLook LookUnder(const storage::Transaction& transaction, const world::Caches& caches, std::string_view user_pool_id,
                      const std::string& key, bool is_here) {
  const auto& records = transaction.resources(storage::ResourceKind::kUiCustomization);
  const auto revision = records.FindRevision(user_pool_id, key);
  if (!revision) {
    return {};
  }
  const std::string id = std::string(user_pool_id).append("/").append(key);
  return *caches.Of<ClassicLook>().Get({transaction.generation(), id, *revision}, [&] {
    if (is_here) {
      throw TakesLong();
    }
    return LookOf(records.Find(user_pool_id, key).value());
  });
}

}  // namespace

ClassicLook FindClassicLook(const storage::Transaction& transaction, const world::Caches& caches, std::string_view user_pool_id,
                            const std::optional<std::string>& client_id, bool is_here) {
  if (client_id) {
    ClassicLook own = LookUnder(transaction, caches, user_pool_id, pools::KeyOfConfiguration(client_id), is_here);
    if (own.css_path || own.image_path) {
      return own;
    }
  }
  return LookUnder(transaction, caches, user_pool_id, pools::kPoolItself, is_here);
}

}  // namespace rockpool::oauth
