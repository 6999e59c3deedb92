#include "server/oauth/pages/page_language.h"

#include <algorithm>
#include <array>
#include <string>

#include "server/http/form.h"
#include "server/oauth/cookies.h"
#include "server/oauth/pages/texts.h"

namespace rockpool::oauth {
namespace {

constexpr std::array<std::string_view, 12> kLanguagesOfLang{"de", "en", "es", "fr",    "id",    "it",
                                                            "ja", "ko", "nl", "pt-BR", "zh-CN", "zh-TW"};

bool IsLanguageOfLang(std::string_view lang) { return std::ranges::find(kLanguagesOfLang, lang) != kLanguagesOfLang.end(); }

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

std::string_view AskedLanguage(const Exchange& exchange, const Site& site) {
  for (const auto& asked : {exchange.query.Find(kLangCookie), FindCookie(exchange, site, kLangCookie)}) {
    if (asked && IsLanguageOfLang(*asked)) {
      return *asked;
    }
  }
  return "en";
}

std::string_view PageLanguage(const Exchange& exchange, const Site& site) { return LanguageOf(AskedLanguage(exchange, site)); }

void RememberLanguage(const Exchange& exchange, const Site& site, http::Response& response) {
  const auto asked = exchange.query.Find(kLangCookie);
  if (asked && IsLanguageOfLang(*asked)) {
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
