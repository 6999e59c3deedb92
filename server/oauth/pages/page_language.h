// In which language a page of managed login speaks. `ui_locales` and Accept-Language do not count (recorded), nor does anything for the
// classic hosted UI.
#pragma once

#include <string_view>

#include "server/http/message.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"
#include "server/pages/pages.h"

namespace rockpool::oauth {

// `lang` of the query, else of the cookie: the first that is one of managed login's twelve languages, else English.
std::string_view AskedLanguage(const Exchange& exchange, const Site& site);

// The same; English for what the table of texts has not.
std::string_view PageLanguage(const Exchange& exchange, const Site& site);

// Sets the cookie if the query names one of the twelve languages.
void RememberLanguage(const Exchange& exchange, const Site& site, http::Response& response);

// Links to this page in each language.
void SetLanguages(const Exchange& exchange, std::string_view current, pages::Values& values);

}  // namespace rockpool::oauth
