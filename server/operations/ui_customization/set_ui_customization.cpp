#include "server/api/errors.h"
#include "server/operations/app_clients/app_clients.h"
#include "server/operations/image_format.h"
#include "server/operations/pool_resources.h"
#include "server/operations/ui_customization/css_rules.h"
#include "server/operations/ui_customization/ui_customization.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kMaxRequestBytes = 135UL * 1024;
constexpr std::size_t kMaxImageCharacters = (100UL * 1024 + 2) / 3 * 4;  // 100 KB in base64

void CheckImage(const api::Blob& image) {
  if (image.base64.size() > kMaxImageCharacters) {
    // Assumed: the limit is documented, its text is not.
    throw api::InvalidParameterException("The uploaded image must not be larger than 100 KB.");
  }
  const auto format = FormatOfImage(image);
  if (format != api::AssetExtensionType::PNG && format != api::AssetExtensionType::JPEG) {
    // Assumed: but for its beginning (boto3#2314).
    throw api::InvalidParameterException("The uploaded image must be a PNG or JPEG file.");
  }
}

void CheckLooks(const api::SetUICustomizationRequest& request) {
  const std::size_t css = request.CSS ? request.CSS->size() : 0;
  const std::size_t image = request.ImageFile ? request.ImageFile->base64.size() : 0;
  if (css + image > kMaxRequestBytes) {
    throw api::InvalidParameterException("request parameters too large");
  }
  if (request.CSS) {
    CheckCss(*request.CSS);
  }
  if (request.ImageFile) {
    CheckImage(*request.ImageFile);
  }
}

// The record with what the request says; what it leaves out is gone, as the CSS and the image cannot be set one without the other.
storage::PoolResource Applied(const storage::PoolResources& customizations, const api::SetUICustomizationRequest& request,
                              util::EpochMillis now) {
  const std::string client = request.ClientId.value_or(std::string(kAllClients));
  if (auto record = customizations.Find(request.UserPoolId, client)) {
    Change(now, *record, request);
    return *std::move(record);
  }
  auto record = NewResource(now, request.UserPoolId, client, request);
  record.client_id = client == kAllClients ? "" : client;
  return record;
}

}  // namespace

api::SetUICustomizationResponse SetUICustomization(const Context& context, const api::SetUICustomizationRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    // Assumed: the order of these checks.
    RequirePool(transaction, context, request.UserPoolId);
    if (request.ClientId && request.ClientId != kAllClients) {
      FindClient(transaction, request.UserPoolId, *request.ClientId);
    }
    const api::DomainDescriptionType domain = FindHostedUi(transaction, request.UserPoolId);
    CheckLooks(request);
    auto& customizations = transaction.resources(storage::ResourceKind::kUiCustomization);
    const storage::PoolResource record = Applied(customizations, request, now);
    customizations.Put(record);
    return api::SetUICustomizationResponse{ShownCustomization(record, domain)};
  });
}

}  // namespace rockpool::operations
