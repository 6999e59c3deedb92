// The words of the pages in all languages: one table, texts.def.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/pages/pages.h"

namespace rockpool::oauth {

// The languages of the table, as `lang` names them; English first.
const std::vector<std::string_view>& Languages();

// The language of the table that `lang` asks for; English for one that the table has not.
std::string_view LanguageOf(std::string_view lang);

// The text of that key, in English where the language is none of the table's. Throws std::logic_error if there is no such key.
std::string Text(std::string_view key, std::string_view lang);

// Every key of the table.
std::vector<std::string_view> TextKeys();

// All texts of a language as {{T_KEY}}. Lives as long as the program.
const pages::Words& Words(std::string_view lang);

}  // namespace rockpool::oauth
