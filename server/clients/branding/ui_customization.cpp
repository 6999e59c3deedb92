#include "server/clients/branding/ui_customization.h"

#include <algorithm>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/pools/records.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"

namespace rockpool::clients {
namespace {

bool IsEmpty(const api::SetUICustomizationRequest& looks) { return !looks.CSS && !looks.ImageFile; }

std::string ClientIdOf(const storage::PoolResource& record) {
  return record.client_id.empty() ? std::string(kAllClients) : record.client_id;
}

std::string PathOf(const storage::PoolResource& record, std::string_view file) {
  const std::string parts[] = {"",       record.user_pool_id, ClientIdOf(record), util::CompactTime(record.last_modified_millis),
                               "assets", std::string(file)};
  return util::Join(parts, "/");
}

}  // namespace

std::optional<std::string> ClientOf(const std::optional<std::string>& client_id) {
  return client_id == kAllClients ? std::nullopt : client_id;
}

api::DomainDescriptionType FindHostedUi(const storage::Transaction& transaction, std::string_view user_pool_id, const char* no_domain) {
  const auto domains = transaction.resources(storage::ResourceKind::kDomain).List(user_pool_id, "", 1);
  if (domains.empty()) {
    throw api::InvalidParameterException(no_domain);
  }
  return pools::ContentOf<api::DomainDescriptionType>(domains.front());
}

std::optional<storage::PoolResource> FindCustomization(const storage::Transaction& transaction, std::string_view user_pool_id,
                                                       const std::optional<std::string>& client_id) {
  auto own = pools::FindConfigurationRecord(transaction, storage::ResourceKind::kUiCustomization, user_pool_id, client_id);
  if (!client_id || (own && Customizes(*own))) {
    return own;
  }
  auto of_all = pools::FindConfigurationRecord(transaction, storage::ResourceKind::kUiCustomization, user_pool_id);
  return of_all && (!own || Customizes(*of_all)) ? of_all : own;
}

std::string ImagePathOf(const storage::PoolResource& record) { return PathOf(record, "images/image.jpg"); }

// Assumed: after the image's.
std::string CssPathOf(const storage::PoolResource& record) { return PathOf(record, "CSS/custom-css.css"); }

bool Customizes(const storage::PoolResource& record) { return !IsEmpty(pools::ContentOf<api::SetUICustomizationRequest>(record)); }

api::UICustomizationType ShownCustomization(const storage::PoolResource& record, const api::DomainDescriptionType& domain) {
  auto looks = pools::ContentOf<api::SetUICustomizationRequest>(record);
  const std::string version = util::CompactTime(record.last_modified_millis);
  api::UICustomizationType shown;
  shown.UserPoolId = record.user_pool_id;
  shown.ClientId = ClientIdOf(record);
  shown.CSSVersion = version;
  if (IsEmpty(looks)) {
    return shown;  // Terraform's tests know that the version outlives the looks, and the dates do not.
  }
  if (looks.ImageFile) {
    shown.ImageUrl = "https://" + domain.CloudFrontDistribution.value_or("") + ImagePathOf(record);
  }
  shown.CSS = std::move(looks.CSS);
  pools::ShowDates(record, shown);
  return shown;
}

namespace {

constexpr std::string_view kSelectors[] = {
    ".background-customizable",
    ".banner-customizable",
    ".errorMessage-customizable",
    ".idpButton-customizable",
    ".idpButton-customizable:hover",
    ".idpDescription-customizable",
    ".inputField-customizable",
    ".inputField-customizable:focus",
    ".label-customizable",
    ".legalText-customizable",
    ".logo-customizable",
    ".passwordCheck-notValid-customizable",
    ".passwordCheck-valid-customizable",
    ".redirect-customizable",
    ".socialButton-customizable",
    ".submitButton-customizable",
    ".submitButton-customizable:hover",
    ".textDescription-customizable",
};

[[noreturn]] void ThrowNoCss() {
  throw api::InvalidParameterException("The CSS is not valid.");  // Assumed
}

std::string WithoutComments(std::string_view css) {
  std::string rest;
  for (std::size_t begin = css.find("/*"); begin != std::string_view::npos; begin = css.find("/*")) {
    const std::size_t end = css.find("*/", begin + 2);
    if (end == std::string_view::npos) {
      ThrowNoCss();
    }
    rest.append(css.substr(0, begin)).append(" ");
    css.remove_prefix(end + 2);
  }
  return rest.append(css);
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n\f";
  const std::size_t begin = text.find_first_not_of(kSpaces);
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

// Assumed: the statements are documented as forbidden in values, their texts are not. They are looked for everywhere.
void CheckStatements(std::string_view css) {
  const std::string lower = util::LowerCase(css);
  for (const std::string_view forbidden : {"@import", "@media", "@page", "@supports", "javascript:", "expression(", "<script"}) {
    if (lower.find(forbidden) != std::string::npos) {
      throw api::InvalidParameterException("The CSS must not contain " + std::string(forbidden) + ".");
    }
  }
}

// Assumed: that a selector is quoted with its dot and pseudo-class.
void CheckSelectors(std::string_view selectors) {
  // Split leaves out the empty parts, of which there are none but by a mistake.
  const auto parts = util::Split(selectors, ",");
  if (std::ranges::ssize(parts) != std::ranges::count(selectors, ',') + 1) {
    ThrowNoCss();
  }
  for (const std::string_view part : parts) {
    const std::string_view selector = Trimmed(part);
    if (selector.empty()) {
      ThrowNoCss();
    }
    if (std::ranges::find(kSelectors, selector) == std::end(kSelectors)) {
      throw api::InvalidParameterException("The CSS class " + std::string(selector) + " is not in the list of allowed classes.");
    }
  }
}

}  // namespace

void CheckCss(std::string_view css) {
  const std::string text = WithoutComments(css);
  CheckStatements(text);
  std::string_view rest = Trimmed(text);
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open ||
        rest.substr(open + 1, close - open - 1).find('{') != std::string_view::npos || Trimmed(rest.substr(0, open)).empty()) {
      ThrowNoCss();
    }
    CheckSelectors(rest.substr(0, open));
    rest = Trimmed(rest.substr(close + 1));
  }
}

}  // namespace rockpool::clients
