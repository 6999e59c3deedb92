#include "server/accounts/user_filter.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"

namespace rockpool::accounts {
namespace {

constexpr const char* kNoFilter = "InvalidParameterException: Error while parsing filter.";

// Like `email^=a`, "every user", or how the filter is refused.
std::string Parsed(std::string_view filter) {
  std::string parsed;
  const std::string refusal = support::RefusalOf([&] {
    const auto read = ParseFilter(filter);
    parsed = read ? read->name + (read->is_prefix ? "^=" : "=") + read->value : "every user";
  });
  return refusal == "accepted" ? parsed : refusal;
}

TEST(UserFilter, ComparesOneAttributeWithOneValue) {
  EXPECT_EQ(Parsed(R"(sub = "a")"), "sub=a");
  EXPECT_EQ(Parsed(R"(sub ^= "a")"), "sub^=a");
}

TEST(UserFilter, LetsEveryUserThroughWhereItIsEmpty) {
  EXPECT_EQ(Parsed(""), "every user");
  EXPECT_EQ(Parsed("  "), "every user");
}

TEST(UserFilter, MindsNoSpacesAroundItsParts) {
  EXPECT_EQ(Parsed(R"(sub="a")"), "sub=a");
  EXPECT_EQ(Parsed(R"(sub^="a")"), "sub^=a");
  EXPECT_EQ(Parsed("  sub \t ^=  \"a\" "), "sub^=a");
}

TEST(UserFilter, TakesANameInQuotes) { EXPECT_EQ(Parsed(R"("email"^="x")"), "email^=x"); }

TEST(UserFilter, ReadsTheValueAsItStandsBetweenTheQuotes) {
  EXPECT_EQ(Parsed(R"(sub = "")"), "sub=");
  EXPECT_EQ(Parsed(R"(sub = " a  b ")"), "sub= a  b ");
  EXPECT_EQ(Parsed(R"(sub = "say \"hi\"")"), R"(sub=say "hi")");
  EXPECT_EQ(Parsed(R"(sub = "a\\b")"), R"(sub=a\b)");
  EXPECT_EQ(Parsed(R"(sub = "it's = ^= fine")"), "sub=it's = ^= fine");
  EXPECT_EQ(Parsed("sub = \"two\nlines\""), "sub=two\nlines");
  EXPECT_EQ(Parsed("sub = \"\u00dc\u4eba\""), "sub=\u00dc\u4eba");
}

TEST(UserFilter, IgnoresCaseButInUsernamesStatesAndSubs) {
  for (const std::string name :
       {"email", "phone_number", "name", "given_name", "family_name", "preferred_username", "cognito:user_status"}) {
    EXPECT_EQ(Parsed(name + R"( = "Ab")"), name + "=ab");
  }
  for (const std::string name : {"username", "status", "sub"}) {
    EXPECT_EQ(Parsed(name + R"( = "Ab")"), name + "=Ab");
  }
}

TEST(UserFilter, NamesAnAttributeThatCannotBeSearched) {
  const std::string begin = "InvalidParameterException: Invalid search attribute: ";
  for (const std::string name : {"custom:foo", "nickname", "Username", "dev:custom:a-b", "\u4eba"}) {
    EXPECT_EQ(Parsed(name + R"( = "x")"), begin + name);
    EXPECT_EQ(Parsed('"' + name + R"(" ^= "x")"), begin + name);
  }
}

TEST(UserFilter, RefusesWhateverElseItIs) {
  for (const char* filter : {"email", "email =", R"(= "x")", R"("" = "x")", "email = x", "email = 'x'", R"(email == "x")",
                             R"(email != "x")", R"(email ^ = "x")", R"(email = "x)", R"(email = "x\")", R"(email = "x" y)",
                             R"(email = "x" and name = "y")", R"(a b = "x")", R"("email = "x")", R"(email = "a"b")"}) {
    EXPECT_EQ(Parsed(filter), kNoFilter) << filter;
  }
}

TEST(UserFilter, TakesTimeInProportionToItsLength) {
  const std::string backslashes(255, '\\');
  EXPECT_EQ(Parsed("email = \"" + backslashes), kNoFilter);
  EXPECT_EQ(Parsed(std::string(256, ' ')), "every user");
  EXPECT_EQ(Parsed(std::string(256, '^')), kNoFilter);
}

}  // namespace
}  // namespace rockpool::accounts
