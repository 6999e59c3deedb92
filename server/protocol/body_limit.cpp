#include "server/protocol/body_limit.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/api/operation.h"
#include "server/http/endpoint.h"

namespace rockpool::protocol {
namespace {

constexpr std::size_t kImagesAndSettings = 4UL * 1024 * 1024;

// Assumed: AWS names a limit for some parts only. Images are blobs, and so a third longer in JSON. The model lets 40 assets of up to
// 1,000,000 bytes beside a document of settings into one call on branding, of which the developer guide takes 2 MB in all; the image of
// SetUICustomization has at most 131,072 bytes beside as many of CSS, whose characters may be escaped sixfold.
constexpr auto kLarge = std::to_array<std::string_view>({
    "CreateManagedLoginBranding",
    "SetUICustomization",
    "UpdateManagedLoginBranding",
});

}  // namespace

std::size_t BodyLimitOf(const http::Headers& headers) noexcept {
  const auto target = headers.Find("X-Amz-Target");
  if (!target) {
    return http::kUsualBodyLimit;
  }
  const std::string_view name = target->substr(std::min(target->find('.'), target->size() - 1) + 1);
  return std::ranges::find(kLarge, name) != kLarge.end() ? kImagesAndSettings : http::kUsualBodyLimit;
}

}  // namespace rockpool::protocol
