// acr_values and max_age: what an application asks of a sign-in, and what its tokens say of it.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"
#include "tests/support/jwt.h"

namespace rockpool::oauth {
namespace {

using support::Page;

using Fields = http::NamedValues;

constexpr std::int64_t kSecond = 1000;

class LevelsAtThePages : public support::TokenTest {
 protected:
  // The claims of one of the tokens for the code; a text "acr amr", or "none" where it has neither.
  std::string LevelIn(const Page& tokens, std::string_view member) {
    const rapidjson::Document claims = support::ClaimsOf(Member(tokens, member));
    if (!claims.HasMember("acr") && !claims.HasMember("amr")) {
      return "none";
    }
    std::string text = claims["acr"].GetString();
    for (const auto& method : claims["amr"].GetArray()) {
      text += std::string(" ") + method.GetString();
    }
    return text;
  }
  Page TokensFor(const std::string& code) { return Ask(CodeForm(code, {{"client_id", managed_client}})); }
  static std::string CodeIn(const Page& page) { return std::string(page.LocationQuery().Find("code").value_or("")); }
};

TEST_F(LevelsAtThePages, AreInBothTokensAndInThoseOfARefresh) {
  const Page tokens = TokensFor(CodeOf(managed_client, {{"acr_values", "urn:cognito:loa:1"}}));
  EXPECT_EQ(LevelIn(tokens, "id_token"), "urn:cognito:loa:1 pwd");
  EXPECT_EQ(LevelIn(tokens, "access_token"), "urn:cognito:loa:1 pwd");
  const Page refreshed =
      Ask({{"grant_type", "refresh_token"}, {"client_id", managed_client}, {"refresh_token", Member(tokens, "refresh_token")}});
  EXPECT_EQ(LevelIn(refreshed, "access_token"), "urn:cognito:loa:1 pwd");
}

TEST_F(LevelsAtThePages, AreNotToldWhereNobodyHasAsked) {
  for (const Fields& asked : {Fields{}, Fields{{"acr_values", "urn:cognito:loa:5"}}}) {
    const Page tokens = TokensFor(CodeOf(managed_client, asked));
    EXPECT_EQ(LevelIn(tokens, "id_token"), "none");
    EXPECT_EQ(LevelIn(tokens, "access_token"), "none");
  }
}

TEST_F(LevelsAtThePages, AskAgainWhoHasSignedInBelowTheFirstOfThem) {
  browser.SignIn(kUser, ManagedRequest());
  EXPECT_EQ(LevelIn(TokensFor(CodeIn(AskManagedWith({{"acr_values", "urn:cognito:loa:1"}}))), "id_token"), "urn:cognito:loa:1 pwd");
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({{"acr_values", "urn:cognito:loa:4 urn:cognito:loa:1"}})));
  EXPECT_EQ(AskManagedWith({{"acr_values", "urn:cognito:loa:4"}, {"prompt", "none"}}).location(),
            "https://app.example/cb?error=login_required");
}

TEST_F(LevelsAtThePages, AskAgainWhoHasSignedInTooLongAgo) {
  browser.SignIn(kUser, ManagedRequest());
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({{"max_age", "0"}}))) << "in the same moment, too";
  oauth.service.clock.Advance(10 * kSecond);
  EXPECT_NE(CodeIn(AskManagedWith({{"max_age", "10"}})), "");
  oauth.service.clock.Advance(kSecond);
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({{"max_age", "10"}})));
  EXPECT_TRUE(LeadsToSignIn(AskManagedWith({{"max_age", "0"}})));
  EXPECT_NE(CodeIn(AskManagedWith({{"max_age", "11"}})), "");
}

TEST_F(LevelsAtThePages, RefuseAnAgeThatIsNoNumber) {
  for (const char* age : {"-1", "1.5", "ten", "1234567890123"}) {
    EXPECT_EQ(AskManagedWith({{"max_age", age}}).location(), "https://app.example/cb?error=invalid_request") << age;
  }
}

TEST_F(LevelsAtThePages, ArePassedOverOnTheClassicPages) {
  browser.SignIn(kUser, Request());
  oauth.service.clock.Advance(kSecond);
  const Page page = AskWith({{"acr_values", "urn:cognito:loa:4"}, {"max_age", "0"}});
  EXPECT_EQ(LevelIn(Ask(CodeForm(CodeIn(page))), "id_token"), "none");
}

}  // namespace
}  // namespace rockpool::oauth
