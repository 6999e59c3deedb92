#include "server/oauth/pages/texts.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace rockpool::oauth {
namespace {

#define LANGUAGES(...) constexpr std::array kLanguages = std::to_array<std::string_view>({__VA_ARGS__});
#define TEXT(key, ...)
#include "server/oauth/pages/texts.def"
#undef LANGUAGES
#undef TEXT

// A row that is a text short ends in an empty one; one with a text too many does not compile.
struct Row {
  std::string_view key;
  std::string_view word;  // what templates call it
  std::array<std::string_view, kLanguages.size()> texts;
};

constexpr Row kRows[] = {
#define LANGUAGES(...)
#define TEXT(key, ...) {#key, "T_" #key, {__VA_ARGS__}},
#include "server/oauth/pages/texts.def"
#undef LANGUAGES
#undef TEXT
};

// Of English if the table has not the language.
std::size_t IndexOf(std::string_view lang) {
  const auto found = std::ranges::find(kLanguages, lang);
  return found == kLanguages.end() ? 0 : static_cast<std::size_t>(found - kLanguages.begin());
}

std::vector<pages::Words> WordsOfAllLanguages() {
  std::vector<pages::Words> words;
  for (std::size_t language = 0; language < kLanguages.size(); ++language) {
    std::vector<std::pair<std::string_view, std::string>> texts;
    for (const Row& row : kRows) {
      texts.emplace_back(row.word, row.texts.at(language));
    }
    words.emplace_back(std::move(texts));
  }
  return words;
}

}  // namespace

const std::vector<std::string_view>& Languages() {
  static const std::vector<std::string_view> languages(kLanguages.begin(), kLanguages.end());
  return languages;
}

std::string_view LanguageOf(std::string_view lang) { return kLanguages.at(IndexOf(lang)); }

std::vector<std::string_view> TextKeys() {
  std::vector<std::string_view> keys;
  for (const Row& row : kRows) {
    keys.push_back(row.key);
  }
  return keys;
}

std::string Text(std::string_view key, std::string_view lang) {
  const auto row = std::ranges::find(kRows, key, &Row::key);
  if (row == std::end(kRows)) {
    throw std::logic_error("the table of texts has no " + std::string(key));
  }
  return std::string(row->texts.at(IndexOf(lang)));
}

const pages::Words& Words(std::string_view lang) {
  static const std::vector<pages::Words> words = WordsOfAllLanguages();
  return words.at(IndexOf(lang));
}

}  // namespace rockpool::oauth
