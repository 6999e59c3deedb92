#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool {
namespace {

using identity_providers::kOidc;
using support::Answer;
using support::kOk;
using support::NameOf;
using support::OutcomeOf;
using support::ProviderPool;
using support::TestService;
using support::WithIdentifiers;

std::string NotThere(const ProviderPool& pool, const std::string& name) {
  return "ResourceNotFoundException: Identity provider " + name + " for tenantId " + pool.id() + " does not exist.";
}

TEST(DeleteIdentityProvider, AnswersWithAnEmptyBody) {
  TestService service;
  ProviderPool pool(service);
  for (const auto& [type, details] : support::ProviderSamples()) {
    pool.Create(type);
    const Answer deleted = pool.Delete(NameOf(type));
    EXPECT_EQ(deleted.status, 200) << type.name;
    EXPECT_EQ(deleted.body, "") << type.name;
  }
  EXPECT_EQ(pool.List().body, R"({"Providers":[]})");
}

TEST(DeleteIdentityProvider, MakesTheProviderUnknownToAllOperations) {
  TestService service;
  ProviderPool pool(service);
  pool.Create(kOidc, WithIdentifiers({"corp.example"}));
  ASSERT_EQ(OutcomeOf(pool.Delete("Corp")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Describe("Corp")), NotThere(pool, "Corp"));
  EXPECT_EQ(OutcomeOf(pool.Delete("Corp")), NotThere(pool, "Corp"));
  EXPECT_EQ(OutcomeOf(pool.Find("corp.example")), NotThere(pool, "corp.example"));
  EXPECT_EQ(OutcomeOf(pool.Update("Corp")),
            "ResourceNotFoundException: Identity provider Corp in User Pool " + pool.id() + " does not exist.");
  EXPECT_EQ(pool.List().At("Providers").Size(), 0u);
}

TEST(DeleteIdentityProvider, SparesTheOtherProviders) {
  TestService service;
  ProviderPool pool(service);
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

TEST(DeleteIdentityProvider, KnowsProvidersByTheCaseOfTheirNames) {
  TestService service;
  ProviderPool pool(service);
  pool.Create(kOidc);
  EXPECT_EQ(OutcomeOf(pool.Delete("corp")), NotThere(pool, "corp"));
  EXPECT_EQ(OutcomeOf(pool.Describe("Corp")), kOk);
}

TEST(DeleteIdentityProvider, TellsAnUnknownPoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("DeleteIdentityProvider", R"({"UserPoolId":"us-east-1_Nowhere","ProviderName":"Nobody"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(DeleteIdentityProvider, DeletesInItsOwnAccountAndRegionAlone) {
  TestService service;
  ProviderPool pool(service);
  pool.Create(kOidc);
  const std::string request = R"({"UserPoolId":")" + pool.id() + R"(","ProviderName":"Corp"})";
  const std::string unknown = "ResourceNotFoundException: User pool " + pool.id() + " does not exist.";
  EXPECT_EQ(OutcomeOf(service.Call("DeleteIdentityProvider", request, {.access_key = "123456789012"})), unknown);
  EXPECT_EQ(OutcomeOf(service.Call("DeleteIdentityProvider", request, {.region = "eu-west-1"})), unknown);
  EXPECT_EQ(OutcomeOf(pool.Describe("Corp")), kOk);
}

TEST(DeletedPools, TakeTheirProvidersWithThem) {
  const char* fixed_id = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  TestService service;
  ProviderPool pool(service, fixed_id);
  for (const auto& [type, details] : support::ProviderSamples()) {
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
}  // namespace rockpool
