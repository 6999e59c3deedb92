#include "server/oauth/pages/page_language.h"

#include <string>

#include "server/http/form.h"
#include "server/oauth/cookies.h"
#include "server/oauth/pages/texts.h"

namespace rockpool::oauth {
namespace {

std::string LinkIn(const Exchange& exchange, std::string_view lang) {
  http::NamedValues query;
  for (const auto& [name, value] : exchange.query) {
    if (name != kLangCookie) {
      query.Add(name, value);
    }
  }
  query.Add(std::string(kLangCookie), std::string(lang));
  return http::WithQuery(exchange.request.path, query);
}

}  // namespace

std::string_view PageLanguage(const Exchange& exchange, const Site& site) {
  if (const auto asked = exchange.query.Find(kLangCookie)) {
    return LanguageOf(*asked);
  }
  return LanguageOf(FindCookie(exchange, site, kLangCookie).value_or(""));
}

void RememberLanguage(const Exchange& exchange, const Site& site, http::Response& response) {
  const auto asked = exchange.query.Find(kLangCookie);
  if (asked && LanguageOf(*asked) == *asked) {
    SetCookie(response, site, kLangCookie, std::string(*asked));
  }
}

void SetLanguages(const Exchange& exchange, std::string_view current, pages::Values& values) {
  values.Show("LANGUAGE_SELECTOR");
  for (const std::string_view lang : Languages()) {
    pages::Values& language = values.Add("LANGUAGES");
    language.Set("LANGUAGE", lang);
    language.Set("LANGUAGE_NAME", Text("LANGUAGE_NAME", lang));
    language.Set("LANGUAGE_LINK", LinkIn(exchange, lang));
    if (lang == current) {
      language.Show("IS_CURRENT");
    }
  }
}

}  // namespace rockpool::oauth
