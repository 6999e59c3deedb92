#include "server/oauth/codes.h"

#include <gtest/gtest.h>

namespace rockpool::oauth {
namespace {

TEST(ACode, KeepsAllThatItIsExchangedFor) {
  CodeFacts facts{"https://app.example/cb", "openid", "n", "c", "https://api.example/", "the-issuer", 7, "s"};
  EXPECT_EQ(FactsOf(ToDocument(facts)), facts);
  facts.changes.id.to_set = {{"tenant", R"({"a":[1,2.50]})"}};
  facts.changes.access.to_suppress = {"username"};
  facts.changes.scopes_to_add = {"api/read"};
  facts.changes.groups = tokens::GroupClaims{{"g"}, {}, "arn:r"};
  EXPECT_EQ(FactsOf(ToDocument(facts)), facts);
}

TEST(ACode, SaysNothingOfFunctionsWhereNoneHasChangedAnything) {
  EXPECT_EQ(ToDocument({"https://app.example/cb", "openid", {}, {}, {}, "i", 7}).find("Changes"), std::string::npos);
}

}  // namespace
}  // namespace rockpool::oauth
