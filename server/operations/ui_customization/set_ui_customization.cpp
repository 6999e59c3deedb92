#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/clients/branding/ui_customization.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
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
  const auto format = clients::FormatOfImage(image);
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
    clients::CheckCss(*request.CSS);
  }
  if (request.ImageFile) {
    CheckImage(*request.ImageFile);
  }
}

}  // namespace

api::SetUICustomizationResponse SetUICustomization(const Context& context, const api::SetUICustomizationRequest& request) {
  const auto client = clients::ClientOf(request.ClientId);
  const util::EpochMillis now = context.world.clock.Now();
  return context.world.store.Write([&](storage::Transaction& transaction) {
    // Assumed: the order of these checks.
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    clients::RequireClientIfNamed(transaction, request.UserPoolId, client);
    // Recorded (badmintoncryer/cdk-preflight, 2026-09) with its full stop, which the same text of GetUICustomization has not.
    const api::DomainDescriptionType domain =
        clients::FindHostedUi(transaction, request.UserPoolId, "There has to be an existing domain associated with this user pool.");
    CheckLooks(request);
    // What the request leaves out is gone: the CSS and the image cannot be set one without the other.
    const auto record = pools::Upsert(transaction.resources(storage::ResourceKind::kUiCustomization),
                                      pools::NewConfiguration(now, request.UserPoolId, client, request));
    return api::SetUICustomizationResponse{clients::ShownCustomization(record, domain)};
  });
}

}  // namespace rockpool::operations
