#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {
namespace {

using DeleteIdentityProvider = PoolTest<ProviderPool>;

std::string NotThere(const ProviderPool& pool, const std::string& name) {
  return "ResourceNotFoundException: Identity provider " + name + " for tenantId " + pool.id() + " does not exist.";
}

TEST_F(DeleteIdentityProvider, AnswersWithAnEmptyBody) {
  for (const auto& [type, details] : ProviderSamples()) {
    pool.Create(type);
    const Answer deleted = pool.Delete(NameOf(type));
    EXPECT_EQ(deleted.status, 200) << type.name;
    EXPECT_EQ(deleted.body, "") << type.name;
  }
  EXPECT_EQ(pool.List().body, R"({"Providers":[]})");
}

TEST_F(DeleteIdentityProvider, MakesTheProviderUnknownToAllOperations) {
  pool.Create(kOidc, WithIdentifiers({"corp.example"}));
  ASSERT_EQ(OutcomeOf(pool.Delete("Corp")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Describe("Corp")), NotThere(pool, "Corp"));
  EXPECT_EQ(OutcomeOf(pool.Delete("Corp")), NotThere(pool, "Corp"));
  EXPECT_EQ(OutcomeOf(pool.Find("corp.example")), NotThere(pool, "corp.example"));
  EXPECT_EQ(OutcomeOf(pool.Update("Corp")),
            "ResourceNotFoundException: Identity provider Corp in User Pool " + pool.id() + " does not exist.");
  EXPECT_EQ(pool.List().At("Providers").Size(), 0u);
}

TEST_F(DeleteIdentityProvider, SparesTheOtherProviders) {
  ProviderPool other(service);
  pool.CreateNamed("One", kOidc);
  pool.CreateNamed("Two", kOidc, WithIdentifiers({"two.example"}));
  other.CreateNamed("One", kOidc);
  const std::string two = pool.Describe("Two").body;
  pool.Delete("One");
  EXPECT_EQ(pool.Describe("Two").body, two);
  EXPECT_EQ(pool.Find("two.example").body, two);
  EXPECT_EQ(OutcomeOf(other.Describe("One")), kOk);
}

TEST(DeletedPools, TakeTheirProvidersWithThem) {
  const char* fixed_id = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  TestService service;
  ProviderPool pool(service, fixed_id);
  for (const auto& [type, details] : ProviderSamples()) {
    const std::string name = type.fixed_name ? std::string(type.name) : std::string(type.name) + "Corp";
    ASSERT_EQ(OutcomeOf(pool.CreateNamed(name, type, WithIdentifiers({name}))), kOk);
  }
  ASSERT_EQ(service.Call("DeleteUserPool", R"({"UserPoolId":"us-east-1_Reborn"})").status, 200);
  EXPECT_EQ(OutcomeOf(pool.Describe("Google")), "ResourceNotFoundException: User pool us-east-1_Reborn does not exist.");

  ProviderPool reborn(service, fixed_id);
  EXPECT_EQ(reborn.List().body, R"({"Providers":[]})");
  EXPECT_EQ(OutcomeOf(reborn.Describe("Google")), NotThere(reborn, "Google"));
  EXPECT_EQ(OutcomeOf(reborn.Find("Google")), NotThere(reborn, "Google"));
  EXPECT_EQ(OutcomeOf(reborn.CreateNamed("OIDCCorp", kOidc, WithIdentifiers({"Google"}))), kOk);
}

}  // namespace
}  // namespace rockpool::support
