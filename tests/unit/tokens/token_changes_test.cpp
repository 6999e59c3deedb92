#include "server/tokens/token_changes.h"

#include <gtest/gtest.h>

namespace rockpool::tokens {
namespace {

TEST(TokenChanges, ComeBackFromTheirDocumentToTheLastDigit) {
  TokenChanges changes;
  changes.id = {.to_set = {{"z", R"("a\"b\u0000")"}, {"a", "0.30000000000000004"}, {"z", "null"}, {"", R"({"b":[1,{}]})"}},
                .to_suppress = {"email", "\xc3\xbc"}};
  changes.access = {.to_set = {{"n", "12345678901234567890123"}}, .to_suppress = {}};
  changes.scopes_to_add = {"a/b", "c"};
  changes.scopes_to_suppress = {"openid"};
  changes.groups = GroupClaims{.groups = {"x", "y"}, .roles = {"arn:role"}, .preferred_role = "arn:role"};
  EXPECT_EQ(ChangesFromDocument(ToDocument(changes)), changes);
}

TEST(TokenChanges, ComeBackWithoutWhatIsNotThere) {
  EXPECT_EQ(ChangesFromDocument(ToDocument({})), TokenChanges{});
  TokenChanges changes;
  changes.groups = GroupClaims{};
  EXPECT_EQ(ChangesFromDocument(ToDocument(changes)), changes);
}

TEST(TokenChanges, AreNoneInADocumentThatNamesNone) { EXPECT_EQ(ChangesFromDocument("{}"), TokenChanges{}); }

}  // namespace
}  // namespace rockpool::tokens
