// By which names functions, pools and texts are meant.
#include "server/triggers/pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::triggers {
namespace {

TEST(Pattern, IsTheTextItselfButForItsStars) {
  EXPECT_TRUE(MatchesPattern("", ""));
  EXPECT_TRUE(MatchesPattern("a", "a"));
  EXPECT_FALSE(MatchesPattern("a", "A"));
  EXPECT_FALSE(MatchesPattern("a", "ab"));
  EXPECT_FALSE(MatchesPattern("ab", "a"));
  EXPECT_FALSE(MatchesPattern("", "a"));
  EXPECT_TRUE(MatchesPattern("a.c", "a.c"));
  EXPECT_FALSE(MatchesPattern("a.c", "abc"));
}

TEST(Pattern, HasStarsThatTakeAnythingOrNothing) {
  EXPECT_TRUE(MatchesPattern("*", ""));
  EXPECT_TRUE(MatchesPattern("*", "anything"));
  EXPECT_TRUE(MatchesPattern("*@example.com", "a@example.com"));
  EXPECT_FALSE(MatchesPattern("*@example.com", "a@example.com.evil"));
  EXPECT_TRUE(MatchesPattern("a*b*c", "a-b-b-c"));
  EXPECT_TRUE(MatchesPattern("a**", "a"));
  EXPECT_FALSE(MatchesPattern("a*b", "a"));
  EXPECT_TRUE(MatchesPattern("*ab", "aab"));
}

// One that tries every share of the text for every star would never come to an end.
TEST(Pattern, ComesToAnEndHoweverManyStarsItHas) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) {
    pattern += "*a";
  }
  EXPECT_FALSE(MatchesPattern(pattern + "*b", std::string(20'000, 'a')));
}

TEST(FunctionPattern, IsOfTheWholeArnOrWithoutItsQualifierOrOfTheName) {
  const std::string plain = "arn:aws:lambda:us-east-1:123456789012:function:pre-sign-up";
  const std::string qualified = plain + ":live";
  for (const std::string& arn : {plain, qualified}) {
    EXPECT_TRUE(MatchesFunction(plain, arn)) << arn;
    EXPECT_TRUE(MatchesFunction("pre-sign-up", arn)) << arn;
    EXPECT_TRUE(MatchesFunction("pre-*", arn)) << arn;
    EXPECT_TRUE(MatchesFunction("*", arn)) << arn;
    EXPECT_FALSE(MatchesFunction("sign-up", arn)) << arn;
  }
  EXPECT_TRUE(MatchesFunction(qualified, qualified));
  EXPECT_FALSE(MatchesFunction(qualified, plain));
  EXPECT_FALSE(MatchesFunction("live", qualified));
}

TEST(FunctionPattern, TakesWhatIsNoArnAsItIs) {
  EXPECT_TRUE(MatchesFunction("plain", "plain"));
  EXPECT_FALSE(MatchesFunction("plain", "plain:live"));
}

}  // namespace
}  // namespace rockpool::triggers
