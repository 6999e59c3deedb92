#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {
namespace {

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
  for (const auto& [type, details] : ProviderSamples()) {
    pool_.CreateNamed(type.fixed_name ? type.name : std::string(type.name) + "Corp", type);
  }
  const Answer list = pool_.List();
  Names types;
  for (const auto& provider : list.At("Providers").GetArray()) {
    types.emplace_back(provider["ProviderType"].GetString());
  }
  EXPECT_EQ(types, (Names{"Facebook", "Google", "LoginWithAmazon", "OIDC", "SAML", "SignInWithApple"}));
}

TEST_F(ListIdentityProviders, OrdersByTheBytesOfNames) {
  Add({"zeta", "Zeta", "\u00c4lpha", "alpha", "10er", "9er"});
  EXPECT_EQ(NamesOf(pool_.List()), (Names{"10er", "9er", "Zeta", "alpha", "zeta", "\u00c4lpha"}));
}

TEST_F(ListIdentityProviders, TakesTheSameTokenTwice) {
  AddMany(4);
  const std::string token = List(2).TextAt("NextToken");
  EXPECT_EQ(List(1, token).body, List(1, token).body);
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

TEST_F(ListIdentityProviders, RefusesNumbersOutOfRange) {
  for (const int number : {-1, 61}) {
    EXPECT_EQ(List(number).ErrorType(), "InvalidParameterException") << number;
  }
}

}  // namespace
}  // namespace rockpool::support
