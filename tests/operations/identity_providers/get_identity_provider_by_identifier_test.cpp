#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using identity_providers::kGoogle;
using identity_providers::kOidc;
using identity_providers::kSignInWithApple;
using support::kOk;
using support::OutcomeOf;
using support::ProviderPool;
using support::TestService;
using support::WithIdentifiers;

TEST(GetIdentityProviderByIdentifier, ShowsTheProviderAsDescribeDoes) {
  TestService service;
  ProviderPool pool(service);
  for (const auto& [type, details] : support::ProviderSamples()) {
    const std::string name = type.fixed_name ? std::string(type.name) : std::string(type.name) + "Corp";
    ASSERT_EQ(OutcomeOf(pool.CreateNamed(name, type, WithIdentifiers({name + " one", name + "@two"}))), kOk);
    EXPECT_EQ(pool.Find(name + " one").body, pool.Describe(name).body);
    EXPECT_EQ(pool.Find(name + "@two").body, pool.Describe(name).body);
  }
}

TEST(GetIdentityProviderByIdentifier, ShowsTheClientSecretButNotApplesPrivateKey) {
  TestService service;
  ProviderPool pool(service);
  pool.Create(kGoogle, WithIdentifiers({"google"}));
  pool.Create(kSignInWithApple, WithIdentifiers({"apple"}));
  EXPECT_EQ(pool.Find("google").TextAt("IdentityProvider.ProviderDetails.client_secret"), "g-secret");
  EXPECT_EQ(pool.Find("apple").body.find("apple-key"), std::string::npos);
}

TEST(GetIdentityProviderByIdentifier, DoesNotFindByName) {
  TestService service;
  ProviderPool pool(service);
  pool.Create(kOidc);
  EXPECT_EQ(OutcomeOf(pool.Find("Corp")),
            "ResourceNotFoundException: Identity provider Corp for tenantId " + pool.id() + " does not exist.");
}

TEST(GetIdentityProviderByIdentifier, LooksForThePoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", R"({"UserPoolId":"us-east-1_Nowhere","IdpIdentifier":"a"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(GetIdentityProviderByIdentifier, FindsInItsOwnAccountAndRegionAlone) {
  TestService service;
  ProviderPool pool(service);
  pool.Create(kOidc, WithIdentifiers({"a.example"}));
  const std::string request = R"({"UserPoolId":")" + pool.id() + R"(","IdpIdentifier":"a.example"})";
  const std::string unknown = "ResourceNotFoundException: User pool " + pool.id() + " does not exist.";
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", request)), kOk);
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", request, {.access_key = "123456789012"})), unknown);
  EXPECT_EQ(OutcomeOf(service.Call("GetIdentityProviderByIdentifier", request, {.region = "eu-west-1"})), unknown);
}

}  // namespace
}  // namespace rockpool
