#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool {
namespace {

using identity_providers::kGoogle;
using identity_providers::kOidc;
using identity_providers::kSaml;
using support::Answer;
using support::kOk;
using support::OutcomeOf;
using support::ProviderPool;
using support::TestService;

using Names = std::vector<std::string>;

constexpr const char* kBadToken = "InvalidParameterException: Invalid pagination token given.";

Names NamesOf(const Answer& answer) {
  Names names;
  for (const auto& provider : answer.At("Providers").GetArray()) {
    names.emplace_back(provider["ProviderName"].GetString());
  }
  return names;
}

std::string Asking(int max_results, const std::string& token = "") {
  return R"("MaxResults":)" + std::to_string(max_results) + (token.empty() ? "" : R"(,"NextToken":")" + token + R"(")");
}

// A pool with providers of those names.
class ListIdentityProviders : public testing::Test {
 protected:
  void Add(const Names& names) {
    for (const std::string& name : names) {
      ASSERT_EQ(OutcomeOf(pool_.CreateNamed(name, kOidc)), kOk);
    }
  }

  void AddMany(int count) {
    for (int i = 0; i < count; ++i) {
      Add({"Corp" + std::to_string(100 + i)});
    }
  }

  Answer List(int max_results, const std::string& token = "") { return pool_.List(Asking(max_results, token)); }

  TestService service_;
  ProviderPool pool_{service_};
};

TEST_F(ListIdentityProviders, ShowsFourMembersOfEachInTheOrderOfNames) {
  pool_.CreateNamed("Zeta", kSaml, R"("IdpIdentifiers":["a"],"AttributeMapping":{"email":"mail"})");
  service_.clock.Advance(250);
  pool_.Create(kGoogle);
  service_.clock.Advance(1000);
  pool_.Update("Zeta");
  EXPECT_EQ(pool_.List().body,
            R"({"Providers":[{"CreationDate":1700000000.250,"LastModifiedDate":1700000000.250,"ProviderName":"Google",)"
            R"("ProviderType":"Google"},{"CreationDate":1700000000.000,"LastModifiedDate":1700000001.250,"ProviderName":"Zeta",)"
            R"("ProviderType":"SAML"}]})");
}

TEST_F(ListIdentityProviders, NamesTheTypeOfEach) {
  for (const auto& [type, details] : support::ProviderSamples()) {
    pool_.CreateNamed(type.fixed_name ? type.name : std::string(type.name) + "Corp", type);
  }
  const Answer list = pool_.List();
  Names types;
  for (const auto& provider : list.At("Providers").GetArray()) {
    types.emplace_back(provider["ProviderType"].GetString());
  }
  EXPECT_EQ(types, (Names{"Facebook", "Google", "LoginWithAmazon", "OIDC", "SAML", "SignInWithApple"}));
}

TEST_F(ListIdentityProviders, ShowsAnEmptyListOfAPoolWithoutAny) { EXPECT_EQ(pool_.List().body, R"({"Providers":[]})"); }

TEST_F(ListIdentityProviders, OrdersByTheBytesOfNames) {
  Add({"zeta", "Zeta", "\u00c4lpha", "alpha", "10er", "9er"});
  EXPECT_EQ(NamesOf(pool_.List()), (Names{"10er", "9er", "Zeta", "alpha", "zeta", "\u00c4lpha"}));
}

TEST_F(ListIdentityProviders, ShowsSixtyWhereTheRequestAsksForNoNumberOrForZero) {
  AddMany(61);
  for (const std::string& members : {std::string(), Asking(0), Asking(60)}) {
    const Answer page = pool_.List(members);
    EXPECT_EQ(page.At("Providers").Size(), 60u) << members;
    EXPECT_EQ(NamesOf(pool_.List(Asking(60, page.TextAt("NextToken")))), Names{"Corp160"});
  }
}

TEST_F(ListIdentityProviders, GivesNoTokenWithTheLastPageEvenIfItIsFull) {
  Add({"One1", "Two2"});
  EXPECT_FALSE(List(2).Has("NextToken"));
  EXPECT_FALSE(List(3).Has("NextToken"));
  EXPECT_TRUE(List(1).Has("NextToken"));
}

TEST_F(ListIdentityProviders, PagesOneByOneThroughAll) {
  AddMany(5);
  Names seen;
  std::string token;
  do {
    const Answer page = List(1, token);
    ASSERT_EQ(page.At("Providers").Size(), 1u);
    seen.push_back(NamesOf(page).front());
    token = page.Has("NextToken") ? page.TextAt("NextToken") : "";
  } while (!token.empty());
  EXPECT_EQ(seen, (Names{"Corp100", "Corp101", "Corp102", "Corp103", "Corp104"}));
}

TEST_F(ListIdentityProviders, TakesAPageOfAnotherSizeWithAToken) {
  AddMany(5);
  EXPECT_EQ(NamesOf(List(60, List(2).TextAt("NextToken"))), (Names{"Corp102", "Corp103", "Corp104"}));
}

TEST_F(ListIdentityProviders, TakesTheSameTokenTwice) {
  AddMany(4);
  const std::string token = List(2).TextAt("NextToken");
  EXPECT_EQ(List(1, token).body, List(1, token).body);
}

TEST_F(ListIdentityProviders, GoesOnAfterTheLastShownProviderThoughItIsGone) {
  Add({"aaa", "bbb", "ccc", "ddd"});
  const std::string token = List(2).TextAt("NextToken");
  for (const char* name : {"aaa", "bbb", "ccc"}) {
    ASSERT_EQ(OutcomeOf(pool_.Delete(name)), kOk);
  }
  EXPECT_EQ(NamesOf(List(2, token)), Names{"ddd"});
}

TEST_F(ListIdentityProviders, ShowsOnLaterPagesWhatWasInsertedBehindTheLastShownOne) {
  Add({"bbb", "ddd", "fff"});
  const std::string token = List(2).TextAt("NextToken");
  Add({"aaa", "ccc", "eee", "ggg"});
  EXPECT_EQ(NamesOf(List(60, token)), (Names{"eee", "fff", "ggg"}));
}

TEST_F(ListIdentityProviders, EndsWithAnEmptyPageWhenAllThatFollowedIsGone) {
  Add({"aaa", "bbb"});
  const std::string token = List(1).TextAt("NextToken");
  pool_.Delete("bbb");
  EXPECT_EQ(List(1, token).body, R"({"Providers":[]})");
}

TEST_F(ListIdentityProviders, RefusesATokenWithAnyCharacterChanged) {
  Add({"aaa", "bbb"});
  const std::string token = List(1).TextAt("NextToken");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string tampered = token;
    tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(OutcomeOf(List(1, tampered)), kBadToken) << i;
  }
}

TEST_F(ListIdentityProviders, RefusesTokensThatItDidNotGive) {
  Add({"aaa", "bbb"});
  const std::string token = List(1).TextAt("NextToken");
  for (const std::string& foreign : {std::string("x"), std::string("bbb"), token + "A", token.substr(1), token + "="}) {
    EXPECT_EQ(OutcomeOf(List(1, foreign)), kBadToken) << foreign;
  }
}

TEST_F(ListIdentityProviders, RefusesTheTokenOfAnotherPool) {
  Add({"aaa", "bbb"});
  ProviderPool other(service_);
  other.CreateNamed("aaa", kOidc);
  other.CreateNamed("bbb", kOidc);
  EXPECT_EQ(OutcomeOf(List(1, other.List(Asking(1)).TextAt("NextToken"))), kBadToken);
}

TEST_F(ListIdentityProviders, RefusesTheTokenOfAnotherOperation) {
  ProviderPool other(service_);
  const std::string token = service_.Call("ListUserPools", R"({"MaxResults":1})").TextAt("NextToken");
  EXPECT_EQ(OutcomeOf(List(1, token)), kBadToken);
}

TEST_F(ListIdentityProviders, RefusesNumbersOutOfRange) {
  for (const int number : {-1, 61}) {
    EXPECT_EQ(List(number).ErrorType(), "InvalidParameterException") << number;
  }
}

TEST_F(ListIdentityProviders, TellsAnUnknownPoolBeforeABadToken) {
  EXPECT_EQ(OutcomeOf(service_.Call("ListIdentityProviders", R"({"UserPoolId":"us-east-1_Nowhere","NextToken":"x"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST_F(ListIdentityProviders, ShowsNothingToOtherAccountsAndRegions) {
  Add({"aaa"});
  const std::string request = R"({"UserPoolId":")" + pool_.id() + R"("})";
  const std::string unknown = "ResourceNotFoundException: User pool " + pool_.id() + " does not exist.";
  EXPECT_EQ(OutcomeOf(service_.Call("ListIdentityProviders", request, {.access_key = "123456789012"})), unknown);
  EXPECT_EQ(OutcomeOf(service_.Call("ListIdentityProviders", request, {.region = "eu-west-1"})), unknown);
}

}  // namespace
}  // namespace rockpool
