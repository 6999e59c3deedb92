#include "server/protocol/cross_site.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "server/protocol/common_errors.h"
#include "server/util/strings.h"

namespace rockpool::protocol {
namespace {

bool IsOfASignature(std::string_view header) {
  return util::EqualsIgnoringCase(header, "Authorization") || util::EqualsIgnoringCase(header, "X-Amz-Date") ||
         util::EqualsIgnoringCase(header, "X-Amz-Security-Token");
}

bool IsAboutToSign(const http::Headers& headers) {
  const auto requested = headers.Find("Access-Control-Request-Headers");
  return requested && std::ranges::any_of(util::Split(*requested, ", \t"), IsOfASignature);
}

}  // namespace

void RefuseForeignPage(const http::Request& request, const api::Operation& operation, const http::TrustedSites& trusted) {
  if (operation.is_signed && http::IsOfForeignPage(request, trusted)) {
    throw ForeignPage("AWS signs " + std::string(operation.name) +
                      ", so pages of other sites may not call it; start rockpool with --allowed-origins to name this page's origin.");
  }
}

std::optional<http::Refusal> ApiOwner::Admit(const http::Request& request, const http::Entrance* /*entrance*/) const {
  if (request.method == "OPTIONS" && IsAboutToSign(request.headers) && http::IsOfForeignPage(request, trusted_)) {
    return http::Refusal{http::Reason::kForbidden,
                         "Pages of other sites may not sign calls; start rockpool with --allowed-origins to name this page's origin."};
  }
  return std::nullopt;
}

}  // namespace rockpool::protocol
