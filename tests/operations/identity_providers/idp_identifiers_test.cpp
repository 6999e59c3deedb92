// The IdpIdentifiers of CreateIdentityProvider and UpdateIdentityProvider: kept, replaced, cleared, and unique in a pool.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

constexpr const char* kMember = "IdentityProvider.IdpIdentifiers";
constexpr const char* kTaken = "InvalidParameterException: Identifier a.example is already in use.";

std::string OwnerOf(ProviderPool& pool, const std::string& identifier) {
  const Answer answer = pool.Find(identifier);
  return answer.status == 200 ? answer.TextAt("IdentityProvider.ProviderName") : "nobody";
}

// A pool with the providers One, which has the identifiers a.example and b.example, and Two, which has none.
class IdpIdentifiers : public testing::Test {
 protected:
  IdpIdentifiers() {
    pool_.CreateNamed("One", kOidc, WithIdentifiers({"b.example", "a.example"}));
    pool_.CreateNamed("Two", kSaml);
  }

  TestService service_;
  ProviderPool pool_{service_};
};

TEST_F(IdpIdentifiers, KeepTheOrderInWhichTheyWereSent) {
  EXPECT_EQ(JsonAt(pool_.Describe("One"), kMember), R"(["b.example","a.example"])");
}

TEST_F(IdpIdentifiers, AreAlwaysDescribedAndListedEmptyWhereThereAreNone) { EXPECT_EQ(JsonAt(pool_.Describe("Two"), kMember), "[]"); }

TEST_F(IdpIdentifiers, AreAnsweredByAnUpdateOnlyIfItCarriesThem) {
  EXPECT_FALSE(pool_.Update("One").Has(kMember));
  EXPECT_FALSE(pool_.Update("One", WithDetails({{"client_id", "new"}})).Has(kMember));
  EXPECT_EQ(JsonAt(pool_.Update("One", WithIdentifiers({"c.example"})), kMember), R"(["c.example"])");
  EXPECT_EQ(JsonAt(pool_.Update("One", WithIdentifiers({})), kMember), "[]");
}

TEST_F(IdpIdentifiers, AreKeptByAnUpdateThatLeavesThemOut) {
  pool_.Update("One", WithDetails({{"client_id", "new"}}));
  EXPECT_EQ(JsonAt(pool_.Describe("One"), kMember), R"(["b.example","a.example"])");
  EXPECT_EQ(OwnerOf(pool_, "a.example"), "One");
}

TEST_F(IdpIdentifiers, AreReplacedWhole) {
  EXPECT_EQ(OutcomeOf(pool_.Update("One", WithIdentifiers({"c.example", "a.example"}))), kOk);
  EXPECT_EQ(JsonAt(pool_.Describe("One"), kMember), R"(["c.example","a.example"])");
  EXPECT_EQ(OwnerOf(pool_, "a.example"), "One");
  EXPECT_EQ(OwnerOf(pool_, "b.example"), "nobody");
  EXPECT_EQ(OwnerOf(pool_, "c.example"), "One");
}

TEST_F(IdpIdentifiers, AreClearedByAnEmptyList) {
  EXPECT_EQ(OutcomeOf(pool_.Update("One", WithIdentifiers({}))), kOk);
  EXPECT_EQ(JsonAt(pool_.Describe("One"), kMember), "[]");
  EXPECT_EQ(OwnerOf(pool_, "a.example"), "nobody");
}

TEST_F(IdpIdentifiers, MayBeSentAgainByTheirOwner) {
  EXPECT_EQ(OutcomeOf(pool_.Update("One", WithIdentifiers({"a.example", "b.example"}))), kOk);
  EXPECT_EQ(JsonAt(pool_.Describe("One"), kMember), R"(["a.example","b.example"])");
}

TEST_F(IdpIdentifiers, OfAnotherProviderAreRefusedAndNothingChanges) {
  const std::string one = pool_.Describe("One").body;
  const std::string two = pool_.Describe("Two").body;
  EXPECT_EQ(OutcomeOf(pool_.Update("Two", WithIdentifiers({"c.example", "a.example"}))), kTaken);
  EXPECT_EQ(pool_.Describe("One").body, one);
  EXPECT_EQ(pool_.Describe("Two").body, two);
  EXPECT_EQ(OwnerOf(pool_, "c.example"), "nobody");
  EXPECT_EQ(OutcomeOf(pool_.Create(kGoogle, WithIdentifiers({"a.example"}))), kTaken);
  EXPECT_EQ(pool_.Describe("Google").ErrorType(), "ResourceNotFoundException");
}

TEST_F(IdpIdentifiers, AreRefusedTwiceInOneRequest) {
  EXPECT_EQ(OutcomeOf(pool_.Update("One", WithIdentifiers({"a.example", "c.example", "a.example"}))), kTaken);
  EXPECT_EQ(OutcomeOf(pool_.Create(kGoogle, WithIdentifiers({"g", "g"}))), "InvalidParameterException: Identifier g is already in use.");
  EXPECT_EQ(JsonAt(pool_.Describe("One"), kMember), R"(["b.example","a.example"])");
}

TEST_F(IdpIdentifiers, MoveToAnotherProviderOnceTheirOwnerGivesThemUp) {
  pool_.Update("One", WithIdentifiers({"b.example"}));
  EXPECT_EQ(OutcomeOf(pool_.Update("Two", WithIdentifiers({"a.example"}))), kOk);
  EXPECT_EQ(OwnerOf(pool_, "a.example"), "Two");
  EXPECT_EQ(OwnerOf(pool_, "b.example"), "One");
}

TEST_F(IdpIdentifiers, AreFreeOnceTheirOwnerIsDeleted) {
  pool_.Delete("One");
  EXPECT_EQ(OwnerOf(pool_, "a.example"), "nobody");
  EXPECT_EQ(OutcomeOf(pool_.Create(kGoogle, WithIdentifiers({"a.example", "b.example"}))), kOk);
  EXPECT_EQ(OwnerOf(pool_, "a.example"), "Google");
}

TEST_F(IdpIdentifiers, AreUniqueInTheirPoolAlone) {
  ProviderPool other(service_);
  EXPECT_EQ(OutcomeOf(other.CreateNamed("Other", kOidc, WithIdentifiers({"a.example"}))), kOk);
  EXPECT_EQ(OwnerOf(other, "a.example"), "Other");
  EXPECT_EQ(OwnerOf(pool_, "a.example"), "One");
}

TEST_F(IdpIdentifiers, CountCase) {
  EXPECT_EQ(OwnerOf(pool_, "A.example"), "nobody");
  EXPECT_EQ(OutcomeOf(pool_.Update("Two", WithIdentifiers({"A.example"}))), kOk);
  EXPECT_EQ(OwnerOf(pool_, "A.example"), "Two");
}

TEST_F(IdpIdentifiers, AreFiftyAtMost) {
  std::vector<std::string> many;
  for (int i = 0; i < 50; ++i) {
    many.push_back("id" + std::to_string(i));
  }
  EXPECT_EQ(OutcomeOf(pool_.Update("Two", WithIdentifiers(many))), kOk);
  EXPECT_EQ(OwnerOf(pool_, "id49"), "Two");
  many.emplace_back("id50");
  const Answer refused = pool_.Update("Two", WithIdentifiers(many));
  EXPECT_EQ(refused.ErrorType(), "InvalidParameterException");
  EXPECT_TRUE(
      refused.Message().ends_with("at 'idpIdentifiers' failed to satisfy constraint: Member must have length less than or equal to 50"))
      << refused.Message();
  EXPECT_EQ(OwnerOf(pool_, "id50"), "nobody");
}

TEST(IdpIdentifiersOfAProvider, AreNoMoreThanTheQuota) {
  TestService service({.quotas = {.provider_identifiers = 2}});
  ProviderPool pool(service);
  ASSERT_EQ(OutcomeOf(pool.CreateNamed("One", kOidc, WithIdentifiers({"a.example", "b.example"}))), kOk);
  const std::string three = WithIdentifiers({"c.example", "d.example", "e.example"});
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("Two", kOidc, three)),
            "LimitExceededException: Maximum number of identifiers reached for identity provider Two: 2.");
  EXPECT_EQ(OutcomeOf(pool.Update("One", three)),
            "InvalidParameterException: Maximum number of identifiers reached for identity provider One: 2.");
}

}  // namespace
}  // namespace rockpool::support
