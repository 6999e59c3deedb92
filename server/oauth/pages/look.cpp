#include "server/oauth/pages/look.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/oauth/authorization_request.h"
#include "server/oauth/exchange.h"
#include "server/oauth/pages/assets.h"
#include "server/oauth/pages/classic_look.h"
#include "server/oauth/pages/frame_values.h"
#include "server/oauth/pages/page_language.h"
#include "server/oauth/pages/style.h"
#include "server/oauth/pages/terms_links.h"
#include "server/oauth/pages/texts.h"
#include "server/oauth/site.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

struct Facts {
  std::string_view template_name;
  std::string_view heading;
  std::string_view lead;        // managed login's paragraph below it
  bool is_instruction = false;  // whether the style decides if the lead is shown
};

// Of managed login. What goes without saying where there is a DESTINATION is not said by the lead.
Facts FactsOf(PageName page) {
  switch (page) {
    case PageName::kSignIn:
      return {"sign_in", "T_SIGN_IN", "T_SIGN_IN_LEAD", true};
    case PageName::kSignUp:
      return {"sign_up", "T_SIGN_UP", "T_SIGN_UP_LEAD", true};
    case PageName::kConfirm:
      return {"confirm", "T_CONFIRM_YOUR_ACCOUNT", ""};
    case PageName::kForgotPassword:
      return {"forgot_password", "T_RESET_PASSWORD", "T_FORGOT_LEAD"};
    case PageName::kConfirmForgotPassword:
      return {"confirm_forgot_password", "T_RESET_PASSWORD", ""};
    case PageName::kNewPassword:
      return {"new_password", "T_SET_NEW_PASSWORD", "T_NEW_PASSWORD_LEAD"};
    case PageName::kMfaChoice:
      return {"mfa_choice", "T_MFA", "T_MFA_LEAD"};
    case PageName::kMfaCode:
      return {"mfa_code", "T_MFA_ENTER_CODE", ""};
    case PageName::kTotpSetUp:
      return {"totp_set_up", "T_TOTP_SET_UP", ""};
    case PageName::kEmailSetUp:
      return {"email_set_up", "T_EMAIL_SET_UP", "T_EMAIL_SET_UP_LEAD"};
    case PageName::kFirstFactor:
      return {"first_factor", "T_SIGN_IN", ""};
    case PageName::kPasskey:
      return {"passkey", "T_PASSKEY_USE", "T_PASSKEY_USE_LEAD"};
    case PageName::kAddPasskey:
      return {"add_passkey", "T_PASSKEY_ADD", "T_PASSKEY_ADD_LEAD"};
    case PageName::kError:
      return {"message", "T_ERROR", "T_ERROR_OF_PAGE"};
    case PageName::kMessage:
      break;
  }
  return {"message", "T_SIGN_IN", ""};
}

bool AsksForNewPassword(PageName page) {
  return page == PageName::kSignUp || page == PageName::kNewPassword || page == PageName::kConfirmForgotPassword;
}

// Only a script can ask a browser for a passkey. Whether the page has one.
bool SetScript(PageName page, pages::Values& values) {
  const bool has_passkey = (page == PageName::kPasskey || page == PageName::kAddPasskey) && !values.Find("OPTIONS").empty();
  if (has_passkey) {
    values.Set("SCRIPT", AddressOfPasskeyScript());
  }
  return has_passkey;
}

// What the store says of how the page looks.
struct Looks {
  std::shared_ptr<const Style> style;  // null: the client has none, or there is no client
  std::optional<TermsLinks> terms;
  ClassicLook classic;
};

Looks LooksOf(const Exchange& exchange, const Site& site, const clients::ClientInUse* client, PageName page) {
  return exchange.world.store.Read([&](const storage::Transaction& transaction) {
    Looks looks;
    if (site.is_managed_login()) {
      if (client != nullptr) {
        looks.style = FindStyle(transaction, exchange.world.caches, site.pool->id, client->id, exchange.is_here);
        looks.terms = page == PageName::kSignUp ? FindTermsLinks(transaction, *client, AskedLanguage(exchange, site)) : std::nullopt;
      }
      return looks;
    }
    const auto client_id = client != nullptr ? std::optional(client->id) : std::nullopt;
    looks.classic = FindClassicLook(transaction, exchange.world.caches, site.pool->id, client_id, exchange.is_here);
    return looks;
  });
}

http::Response PageOf(std::string body, int status, bool runs_script = false) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "text/html; charset=utf-8");
  // No form-action: browsers apply it to what a form is redirected to as well, which is the application, of whatever scheme.
  response.headers.Add("Content-Security-Policy", std::string("default-src 'none'; ") + (runs_script ? "script-src 'self'; " : "") +
                                                      "style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'");
  // Queries of pages have state and nonce, which are nobody else's business. With no-referrer browsers would send forms of `Origin: null`.
  response.headers.Add("Referrer-Policy", "same-origin");
  response.body = std::move(body);
  return response;
}

// `word` unless the page was given a heading of its own.
void SetHeading(pages::Values& values, std::string_view word) {
  values.SetWord("HEADING", word);
  values.SetWord("TITLE", word);
  if (const std::string own(values.Find("HEADING")); !own.empty()) {
    values.Set("TITLE", own);
  }
}

http::Response ShowClassic(const Exchange& exchange, const Site* site, const Looks& looks, PageName page, pages::Values values,
                           int status) {
  const Facts facts = FactsOf(page);
  const std::string_view heading = page == PageName::kError ? "T_ERROR_OF_PAGE" : facts.heading;  // recorded
  SetHeading(values, heading);
  if (page == PageName::kSignIn) {
    values.Set("TITLE", "Signin");  // recorded
  }
  values.Set("XSRF", exchange.xsrf);
  values.Set("ICON", AddressOfIcon());
  values.Set("STYLE_SHEET", AddressOfClassicSheet());
  values.Set("BRAND_SHEET", looks.classic.css_path.value_or(""));
  values.Set("LOGO", looks.classic.image_path.value_or(""));
  values.Include("CONTENT", "classic/" + std::string(facts.template_name) + ".html");
  SetHints(exchange, site != nullptr ? site->pool.get() : nullptr, values);
  const bool runs_script = SetScript(page, values);
  return PageOf(pages::Render("classic/frame.html", values, Words("en")), status, runs_script);
}

// `name_of_dark` is that of the address for dark browsers.
void SetImage(pages::Values& values, const std::optional<StyleImage>& image, std::string_view name, std::string_view name_of_dark) {
  if (image) {
    values.Set(name, image->address);
    values.Set(name_of_dark, image->dark_address);
  }
}

void SetStyle(pages::Values& values, const Style& style) {
  values.Set("STYLE_SHEET", AddressOfManagedSheet());
  values.Set("BRAND_SHEET", style.sheet_address);
  values.Set("LAYOUT", style.layout);
  values.Set("ICON", style.favicon ? style.favicon->address : AddressOfIcon());
  SetImage(values, style.logo, "LOGO", "LOGO_DARK");
  SetImage(values, style.header_logo, "HEADER_LOGO", "HEADER_LOGO_DARK");
  SetImage(values, style.footer_logo, "FOOTER_LOGO", "FOOTER_LOGO_DARK");
  if (style.logo) {
    values.Show(style.puts_logo_outside ? "LOGO_OUTSIDE" : "LOGO_INSIDE");
  }
  if (style.has_header) {
    values.Show("PAGE_HEADER");
  }
  if (style.has_footer) {
    values.Show("PAGE_FOOTER");
  }
  values.Show(style.puts_providers_first ? "PROVIDERS_FIRST" : "PROVIDERS_LAST");
  values.Show(style.searches_domains ? "DOMAIN_SEARCH" : "BUTTON_LIST");
  values.Set("ICON_LINK", style.provider_icon ? style.provider_icon->address : "");
}

// Codes go to an e-mail address, to a telephone, or nowhere: then an app knows them.
const std::optional<StyleImage>& GraphicOf(const Style& style, std::string_view destination) {
  const bool is_address = destination.find('@') != std::string_view::npos;
  return destination.empty() ? style.graphic_of_app : is_address ? style.graphic_of_email : style.graphic_of_sms;
}

http::Response ShowManaged(const Exchange& exchange, const Site& site, const Looks& looks, PageName page, pages::Values values,
                           int status) {
  const Facts facts = FactsOf(page);
  const Style& style = looks.style ? *looks.style : DefaultStyle();
  const std::string_view lang = PageLanguage(exchange, site);
  values.Set("LANG", lang);
  values.Set("XSRF", exchange.xsrf);
  values.Include("CONTENT", "managed/" + std::string(facts.template_name) + ".html");
  values.Include("NEW_PASSWORD_FIELDS", "managed/new_password_fields.html");
  SetHeading(values, facts.heading);
  if (!facts.lead.empty() && (!facts.is_instruction || style.shows_instructions)) {
    values.SetWord("LEAD", facts.lead);
  }
  SetStyle(values, style);
  if (style.shows_languages) {
    SetLanguages(exchange, lang, values);
  }
  if (page == PageName::kMfaCode) {
    SetImage(values, GraphicOf(style, values.Find("DESTINATION")), "GRAPHIC", "GRAPHIC_DARK");
    if (values.Find("DESTINATION").empty()) {
      values.SetWord("LEAD", "T_MFA_CODE_LEAD");
    }
  }
  if (looks.terms) {
    values.Set("TERMS_LINK", looks.terms->terms_of_use);
    values.Set("PRIVACY_LINK", looks.terms->privacy_policy);
  }
  SetHints(exchange, site.pool.get(), values);
  const bool runs_script = SetScript(page, values);
  return PageOf(pages::Render("managed/frame.html", values, Words(lang)), status, runs_script);
}

}  // namespace

http::Response ShowPage(const Exchange& exchange, const Site& site, const clients::ClientInUse* client, PageName page, pages::Values values,
                        int status) {
  const Looks looks = LooksOf(exchange, site, client, page);
  SetUserName(*site.pool, values);
  if (AsksForNewPassword(page)) {
    SetPasswordRules(*site.pool, site.is_managed_login() ? PageLanguage(exchange, site) : "en", values);
  }
  values.Show(client == nullptr || OffersLocalUsers(*client) ? "LOCAL_USERS" : "PROVIDERS_ALONE");
  if (!site.is_managed_login()) {
    return ShowClassic(exchange, &site, looks, page, std::move(values), status);
  }
  if (client != nullptr && looks.style == nullptr && page != PageName::kError) {
    pages::Values refusal;
    refusal.Set("ERROR", "Login pages unavailable. Please contact an administrator.");
    return ShowManaged(exchange, site, looks, PageName::kError, std::move(refusal), 403);
  }
  http::Response response = ShowManaged(exchange, site, looks, page, std::move(values), status);
  RememberLanguage(exchange, site, response);
  return response;
}

http::Response ShowPlainError(const Exchange& exchange, std::string_view error, int status) {
  pages::Values values;
  values.Set("ERROR", error);
  return ShowClassic(exchange, nullptr, {}, PageName::kError, std::move(values), status);
}

}  // namespace rockpool::oauth
