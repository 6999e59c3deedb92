#include "server/oauth/codes.h"

#include <gtest/gtest.h>

namespace rockpool::oauth {
namespace {

TEST(ACode, KeepsAllThatItIsExchangedFor) {
  CodeFacts facts{"https://app.example/cb", "openid", "n", "c", "https://api.example/", "the-issuer", 7, "s"};
  EXPECT_EQ(FactsOf(ToDocument(facts)), facts);
  facts.changes = R"({"id":{"set":[["tenant","\"blue\""]]}})";
  EXPECT_EQ(FactsOf(ToDocument(facts)), facts);
  facts.event_id = "e";
  facts.acr = "urn:cognito:loa:4";
  facts.amr = {"pwd", "otp", "mfa"};
  facts.session_id = "sso";
  EXPECT_EQ(FactsOf(ToDocument(facts)), facts);
}

TEST(ACode, IsKeptUnderTheNamesThatDatabasesHave) {
  EXPECT_EQ(ToDocument({"https://app.example/cb", "openid", "n", "c", {}, "i", 7, "s"}),
            R"({"AuthenticatedMillis":"7","CodeChallenge":"c","Issuer":"i","Nonce":"n","RedirectUri":"https://app.example/cb",)"
            R"("Scope":"openid","SignIn":"s"})");
}

TEST(ACode, SaysNothingOfFunctionsWhereNoneHasChangedAnything) {
  EXPECT_EQ(ToDocument({"https://app.example/cb", "openid", {}, {}, {}, "i", 7}).find("Changes"), std::string::npos);
}

}  // namespace
}  // namespace rockpool::oauth
