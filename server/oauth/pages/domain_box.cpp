#include "server/oauth/pages/domain_box.h"

#include <algorithm>
#include <cstddef>

#include "server/http/form.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/errors.h"
#include "server/oauth/providers/departure.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr const char* kField = "idp_identifier";
constexpr std::size_t kMaxAddress = 320;

std::string DomainIn(const std::string& typed) {
  const std::string_view text(typed);
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::string_view trimmed = text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
  const std::size_t at = trimmed.rfind('@');
  return std::string(at == std::string_view::npos ? trimmed : trimmed.substr(at + 1));
}

bool IsAnIdentifier(const storage::Transaction& transaction, const Visit& visit, const std::string& identifier) {
  return !identifier.empty() && LoginOf(transaction, *visit.request().client, {{kField, identifier}}).option == LoginOption::kProvider;
}

}  // namespace

bool IsOfDomainBox(const Visit& visit) { return visit.exchange().form.Find(kField).has_value(); }

std::optional<http::Response> LeadToDomain(const Visit& visit) {
  std::string domain = DomainIn(visit.Field(kField, kMaxAddress));
  const std::string lower = util::LowerCase(domain);
  const std::string identifier = visit.world().store.Read([&](const storage::Transaction& transaction) -> std::string {
    if (IsAnIdentifier(transaction, visit, domain)) {
      return domain;
    }
    return IsAnIdentifier(transaction, visit, lower) ? lower : "";
  });
  if (identifier.empty()) {
    return std::nullopt;
  }
  const std::string path = "/oauth2/authorize?" + WithoutProvider(visit.exchange().query);
  return RedirectToPage(visit.exchange(), http::WithQuery(path, {{kField, identifier}}, http::Blanks::kPlus));
}

}  // namespace rockpool::oauth
