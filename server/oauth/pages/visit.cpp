#include "server/oauth/pages/visit.h"

#include <utility>

#include "server/api/errors.h"
#include "server/oauth/cookies.h"
#include "server/oauth/pages/page_language.h"
#include "server/oauth/pages/texts.h"
#include "server/util/strings.h"

namespace rockpool::oauth {

Visit::Visit(const Exchange& exchange)
    : exchange_(exchange),
      request_(RequireAuthorizationRequest(exchange)),
      operation_(exchange.request.method + " " + exchange.request.path) {}

std::string Visit::LinkTo(std::string_view path) const { return std::string(path) + "?" + request_.query; }

http::Response Visit::LeadTo(std::string_view path) const { return RedirectToPage(exchange_, LinkTo(path)); }

http::Response Visit::Show(PageName page, pages::Values values, std::string_view error, int status) const {
  if (!error.empty()) {
    values.Set("ERROR", error);
  }
  return ShowPage(exchange_, request_.site, request_.client.get(), page, std::move(values), status);
}

std::string Visit::Word(std::string_view key) const {
  return key.empty() ? "" : Text(key, request_.site.is_managed_login() ? PageLanguage(exchange_, request_.site) : "en");
}

bool Visit::HasGoodForm() const { return HasGoodXsrf(exchange_, request_.site); }

std::string Visit::Field(std::string_view name, std::size_t most) const {
  std::string text(exchange_.form.Find(name).value_or(""));
  if (util::Utf16Length(text) > most) {
    throw api::InvalidParameterException(
        api::ViolationText("", name, "Member must have length less than or equal to " + std::to_string(most)));
  }
  return text;
}

std::string Visit::KeptField(std::string_view name, std::size_t most) const {
  std::string text(exchange_.form.Find(name).value_or(""));
  return util::Utf16Length(text) > most ? "" : text;
}

std::string Visit::CodeOfMessage() const { return Field(exchange_.form.Find("code") ? "code" : "verification_code", kMaxCode); }

std::string Visit::NewPassword() const {
  std::string password = Field("new_password", kMaxPassword);
  if (password != Field("confirm_password", kMaxPassword)) {
    throw api::InvalidParameterException(Word("PASSWORDS_DIFFER"));
  }
  return password;
}

sign_in::Entry Visit::entry() const {
  sign_in::Entry entry{exchange_.world, exchange_.caller, operation_, client_id(), nullptr, std::nullopt, request_.site.host};
  entry.seen = sign_in::SeenClient{request_.client, request_.generation};
  return entry;
}

bool OffersSignUp(const pools::PoolInUse& pool) {
  const auto& users = pool.settings.AdminCreateUserConfig;
  return !users || !users->AllowAdminCreateUserOnly.value_or(false);
}

}  // namespace rockpool::oauth
