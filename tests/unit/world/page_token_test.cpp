#include "server/world/page_token.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/refusal.h"

namespace rockpool::world {
namespace {

constexpr const char* kRefused = "InvalidParameterException: Invalid pagination token given.";
constexpr const char* kList = "ListThings/pool";
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string OutcomeOf(const PageTokens& tokens, std::string_view list, std::string_view token) {
  std::string key;
  const std::string refusal = support::RefusalOf([&] { key = tokens.Read(list, token); });
  return refusal == "accepted" ? "key " + key : refusal;
}

const std::vector<std::string>& Keys() {
  static const std::vector<std::string> keys = {
      "", "a", "ab", "abc", "a:b/c", "\u00dc\u2603", std::string("\0x", 2), "\xff\xfe", std::string(1000, 'k')};
  return keys;
}

TEST(PageTokens, GiveBackTheKeyThatTheyWereIssuedFor) {
  const PageTokens tokens("secret");
  for (const std::string& key : Keys()) {
    EXPECT_EQ(tokens.Read(kList, tokens.Issue(kList, key)), key);
  }
}

TEST(PageTokens, AreTheSameForTheSameKeyAndDifferForAnyOther) {
  const PageTokens tokens("secret");
  std::set<std::string> issued;
  for (const std::string& key : Keys()) {
    EXPECT_EQ(tokens.Issue(kList, key), tokens.Issue(kList, key));
    issued.insert(tokens.Issue(kList, key));
  }
  EXPECT_EQ(issued.size(), Keys().size());
}

// The model demands [\S]+; with these characters alone they go through URLs and shells as they are.
TEST(PageTokens, AreMadeOfLettersDigitsDashesAndUnderscores) {
  const PageTokens tokens("secret");
  for (const std::string& key : Keys()) {
    const std::string token = tokens.Issue(kList, key);
    EXPECT_FALSE(token.empty());
    EXPECT_EQ(token.find_first_not_of(kAlphabet), std::string::npos) << token;
  }
}

TEST(PageTokens, AreRefusedWithAnyCharacterInPlaceOfAnyOther) {
  const PageTokens tokens("secret");
  for (const char* key : {"a", "ab", "abc"}) {  // each leaves other bits of the last character unused
    const std::string token = tokens.Issue(kList, key);
    for (std::size_t at = 0; at < token.size(); ++at) {
      for (const char other : std::string(kAlphabet) + "+/= \n.") {
        std::string tampered = token;
        tampered[at] = other;
        if (tampered != token) {
          EXPECT_EQ(OutcomeOf(tokens, kList, tampered), kRefused) << at << other;
        }
      }
    }
  }
}

TEST(PageTokens, AreRefusedCutAtAnyPlaceAndWithAnythingAdded) {
  const PageTokens tokens("secret");
  const std::string token = tokens.Issue(kList, "key");
  for (std::size_t length = 0; length < token.size(); ++length) {
    EXPECT_EQ(OutcomeOf(tokens, kList, token.substr(0, length)), kRefused) << length;
    EXPECT_EQ(OutcomeOf(tokens, kList, token.substr(token.size() - length)), kRefused) << length;
  }
  for (const char* added : {"A", "AA", "AAA", "AAAA", "=", "==", " ", "\n", "."}) {
    EXPECT_EQ(OutcomeOf(tokens, kList, token + added), kRefused) << added;
    EXPECT_EQ(OutcomeOf(tokens, kList, added + token), kRefused) << added;
  }
}

TEST(PageTokens, AreRefusedIfNobodyIssuedThem) {
  const PageTokens tokens("secret");
  for (const std::string& text : {std::string(), std::string("key"), std::string(22, 'A'), std::string(100'000, 'A'), std::string("\0", 1),
                                  std::string("\xff\xff")}) {
    EXPECT_EQ(OutcomeOf(tokens, kList, text), kRefused);
  }
}

TEST(PageTokens, BelongToTheirListAlone) {
  const PageTokens tokens("secret");
  const std::string token = tokens.Issue(kList, "key");
  for (const char* other : {"", "ListThings", "ListThings/pool2", "ListThings/poo", "listthings/pool", "ListOthers/pool"}) {
    EXPECT_EQ(OutcomeOf(tokens, other, token), kRefused) << other;
  }
}

// What one list ends with, the key of another could begin with.
TEST(PageTokens, DoNotMistakeThePartsOfListAndKeyForOneAnother) {
  const PageTokens tokens("secret");
  EXPECT_EQ(OutcomeOf(tokens, "ListThings/pool", tokens.Issue("ListThings/poo", "lkey")), kRefused);
  EXPECT_NE(tokens.Issue("ab", "c").substr(0, 20), tokens.Issue("a", "bc").substr(0, 20));
  EXPECT_NE(tokens.Issue("1", "1:x").substr(0, 20), tokens.Issue("11:", "x").substr(0, 20));
}

TEST(PageTokens, OutliveARestartWithTheSameSecret) {
  const std::string token = PageTokens("secret").Issue(kList, "key");
  EXPECT_EQ(OutcomeOf(PageTokens("secret"), kList, token), "key key");
}

TEST(PageTokens, AreRefusedUnderAnotherSecret) {
  const std::string token = PageTokens("secret").Issue(kList, "key");
  for (const char* other : {"", "secre", "secret2", "Secret"}) {
    EXPECT_EQ(OutcomeOf(PageTokens(other), kList, token), kRefused) << other;
  }
}

}  // namespace
}  // namespace rockpool::world
