// UpdateIdentityProvider: the AcrMapping, which OIDC providers alone have.
#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using UpdateIdentityProvider = PoolTest<ProviderPool>;

constexpr const char* kMember = "IdentityProvider.AcrMapping";

class UpdatedAcrMapping : public testing::Test {
 protected:
  UpdatedAcrMapping() { pool_.Create(kOidc, R"("AcrMapping":{"Level1":"pwd","Level2":"mfa"})"); }

  std::string Stored() { return JsonAt(pool_.Describe("Corp"), kMember); }

  TestService service_;
  ProviderPool pool_{service_};
};

TEST_F(UpdatedAcrMapping, IsKeptWhenLeftOut) {
  EXPECT_EQ(JsonAt(pool_.Update("Corp", WithDetails({{"client_id", "new"}})), kMember), R"({"Level1":"pwd","Level2":"mfa"})");
  EXPECT_EQ(Stored(), R"({"Level1":"pwd","Level2":"mfa"})");
}

TEST_F(UpdatedAcrMapping, IsReplacedWhole) {
  EXPECT_EQ(JsonAt(pool_.Update("Corp", R"("AcrMapping":{"Level3":"high"})"), kMember), R"({"Level3":"high"})");
  EXPECT_EQ(Stored(), R"({"Level3":"high"})");
}

TEST_F(UpdatedAcrMapping, IsClearedByAnEmptyOne) {
  EXPECT_EQ(OutcomeOf(pool_.Update("Corp", R"("AcrMapping":{})")), kOk);
  EXPECT_EQ(Stored(), "{}");
  pool_.Update("Corp");
  EXPECT_EQ(Stored(), "{}");
}

TEST_F(UpdatedAcrMapping, KnowsFourLevels) {
  EXPECT_EQ(OutcomeOf(pool_.Update("Corp", R"("AcrMapping":{"Level1":"a","Level2":"b","Level3":"c","Level4":"d"})")), kOk);
  const std::string before = pool_.Describe("Corp").body;
  for (const char* mapping : {R"({"Level5":"e"})", R"({"level1":"a"})", R"({"Level1":"a","Level0":"z"})"}) {
    EXPECT_EQ(pool_.Update("Corp", R"("AcrMapping":)" + std::string(mapping)).ErrorType(), "InvalidParameterException") << mapping;
  }
  EXPECT_EQ(pool_.Describe("Corp").body, before);
}

TEST_F(UpdatedAcrMapping, IsFoundByIdentifierToo) {
  pool_.Update("Corp", R"("IdpIdentifiers":["a"])");
  EXPECT_EQ(JsonAt(pool_.Find("a"), kMember), R"({"Level1":"pwd","Level2":"mfa"})");
}

TEST_F(UpdateIdentityProvider, ShowsNoAcrMappingThatWasNeverSet) {
  pool.Create(kOidc);
  EXPECT_FALSE(pool.Update("Corp", WithDetails({{"client_id", "new"}})).Has(kMember));
  EXPECT_FALSE(pool.Describe("Corp").Has(kMember));
}

TEST_F(UpdateIdentityProvider, RefusesAnAcrMappingOfAllTypesButOidc) {
  for (const auto& [type, details] : ProviderSamples()) {
    if (&type == &kOidc) {
      continue;
    }
    ProviderPool own(service);
    own.Create(type);
    const std::string before = own.Describe(NameOf(type)).body;
    for (const char* mapping : {"{}", R"({"Level1":"a"})"}) {
      EXPECT_EQ(OutcomeOf(own.Update(NameOf(type), R"("AcrMapping":)" + std::string(mapping))),
                "InvalidParameterException: AcrMapping is not supported for " + std::string(type.name) + " identity providers.");
    }
    EXPECT_EQ(own.Describe(NameOf(type)).body, before);
  }
}

}  // namespace
}  // namespace rockpool::support
