#include "server/oauth/pages/texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

#include "server/pages/pages.h"
#include "server/util/strings.h"

namespace rockpool::oauth {
namespace {

TEST(Texts, HaveEveryKeyInEveryLanguage) {
  ASSERT_EQ(Languages(), (std::vector<std::string_view>{"en", "de", "fr", "es", "ja"}));
  for (const std::string_view key : TextKeys()) {
    for (const std::string_view lang : Languages()) {
      const std::string text = Text(key, lang);
      EXPECT_FALSE(text.empty()) << key << " " << lang;
      EXPECT_TRUE(util::IsUtf8(text)) << key << " " << lang;
      EXPECT_EQ(text.find("{n}") != std::string::npos, key == "RULE_LENGTH") << key << " " << lang;
    }
  }
}

TEST(Texts, HaveEachKeyOnce) {
  const auto keys = TextKeys();
  EXPECT_EQ(std::set<std::string_view>(keys.begin(), keys.end()).size(), keys.size());
}

TEST(Texts, AreEnglishInALanguageThatTheTableHasNot) {
  EXPECT_EQ(LanguageOf("de"), "de");
  for (const char* lang : {"", "xx", "DE", "pt-BR", "en-GB"}) {
    EXPECT_EQ(LanguageOf(lang), "en");
    EXPECT_EQ(Text("SIGN_IN", lang), "Sign in");
  }
  EXPECT_EQ(Text("SIGN_IN", "de"), "Anmelden");
  EXPECT_THROW(Text("NO_SUCH_KEY", "en"), std::logic_error);
}

// {{T_KEY}} in the templates.
std::set<std::string, std::less<>> KeysInTemplates() {
  std::set<std::string, std::less<>> keys;
  constexpr std::string_view kBegin = "{{T_";
  for (const pages::EmbeddedFile& file : pages::EmbeddedFiles()) {
    for (std::size_t at = file.text.find(kBegin); at != std::string_view::npos; at = file.text.find(kBegin, at + 1)) {
      const std::size_t begin = at + kBegin.size();
      keys.emplace(file.text.substr(begin, file.text.find("}}", begin) - begin));
    }
  }
  return keys;
}

TEST(Texts, AreThereForAllWordsOfTheTemplates) {
  const auto keys = TextKeys();
  const auto used = KeysInTemplates();
  EXPECT_GT(used.size(), 30u);
  for (const std::string& key : used) {
    EXPECT_NE(std::ranges::find(keys, key), keys.end()) << key;
  }
}

TEST(Texts, AreTheWordsOfPages) {
  EXPECT_EQ(*Words("fr").Find("T_SIGN_IN"), "Se connecter");
  EXPECT_EQ(*Words("xx").Find("T_SIGN_IN"), "Sign in");
}

}  // namespace
}  // namespace rockpool::oauth
