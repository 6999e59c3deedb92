#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using GetIdentityProviderByIdentifier = PoolTest<ProviderPool>;

TEST_F(GetIdentityProviderByIdentifier, ShowsTheProviderAsDescribeDoes) {
  for (const auto& [type, details] : ProviderSamples()) {
    const std::string name = type.fixed_name ? std::string(type.name) : std::string(type.name) + "Corp";
    ASSERT_EQ(OutcomeOf(pool.CreateNamed(name, type, WithIdentifiers({name + " one", name + "@two"}))), kOk);
    EXPECT_EQ(pool.Find(name + " one").body, pool.Describe(name).body);
    EXPECT_EQ(pool.Find(name + "@two").body, pool.Describe(name).body);
  }
}

TEST_F(GetIdentityProviderByIdentifier, ShowsTheClientSecretButNotApplesPrivateKey) {
  pool.Create(kGoogle, WithIdentifiers({"google"}));
  pool.Create(kSignInWithApple, WithIdentifiers({"apple"}));
  EXPECT_EQ(pool.Find("google").TextAt("IdentityProvider.ProviderDetails.client_secret"), "g-secret");
  EXPECT_EQ(pool.Find("apple").body.find("apple-key"), std::string::npos);
}

TEST_F(GetIdentityProviderByIdentifier, DoesNotFindByName) {
  pool.Create(kOidc);
  EXPECT_EQ(OutcomeOf(pool.Find("Corp")),
            "ResourceNotFoundException: Identity provider Corp for tenantId " + pool.id() + " does not exist.");
}

TEST_F(GetIdentityProviderByIdentifier, LooksForThePoolFirst) {
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", R"({"UserPoolId":"us-east-1_Nowhere","IdpIdentifier":"a"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST_F(GetIdentityProviderByIdentifier, FindsInItsOwnAccountAndRegionAlone) {
  pool.Create(kOidc, WithIdentifiers({"a.example"}));
  const std::string request = R"({"UserPoolId":")" + pool.id() + R"(","IdpIdentifier":"a.example"})";
  const std::string unknown = "ResourceNotFoundException: User pool " + pool.id() + " does not exist.";
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", request)), kOk);
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", request, {.access_key = "123456789012"})), unknown);
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", request, {.region = "eu-west-1"})), unknown);
}

}  // namespace
}  // namespace rockpool::support
