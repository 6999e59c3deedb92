#include "server/protocol/target.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/api/operation.h"
#include "server/http/endpoint.h"
#include "server/protocol/common_errors.h"
#include "server/util/strings.h"

namespace rockpool::protocol {
namespace {

// Assumed: a service of the same protocol takes just these two (kinesalite's index.js, made against the real Kinesis); a request that
// declares nothing is taken for JSON here.
bool DeclaresJson(const http::Headers& headers) {
  const auto content_type = headers.Find("Content-Type");
  if (!content_type) {
    return true;
  }
  const auto parts = util::Split(content_type->substr(0, content_type->find(';')), " \t");
  return parts.size() == 1 && (util::EqualsIgnoringCase(parts.front(), "application/x-amz-json-1.1") ||
                               util::EqualsIgnoringCase(parts.front(), "application/json"));
}

}  // namespace

const api::Operation& OperationOf(const http::Headers& headers) {
  const auto target = headers.Find("X-Amz-Target");
  const std::string_view prefix = api::TargetPrefix();
  if (!target || !DeclaresJson(headers) || !target->starts_with(prefix) || target->substr(prefix.size(), 1) != ".") {
    throw UnknownOperationException();
  }
  const api::Operation* operation = api::FindOperation(target->substr(prefix.size() + 1));
  if (operation == nullptr) {
    throw UnknownOperationException();
  }
  return *operation;
}

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
