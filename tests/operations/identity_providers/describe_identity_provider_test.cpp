#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using DescribeIdentityProvider = PoolTest<ProviderPool>;

TEST_F(DescribeIdentityProvider, ShowsEveryMemberEvenOfAProviderThatHasNothingInThem) {
  pool.Create(kOidc, R"("AttributeMapping":{})");
  EXPECT_EQ(pool.Describe("Corp").body,
            R"({"IdentityProvider":{"AttributeMapping":{},"CreationDate":1700000000.000,"IdpIdentifiers":[],)"
            R"("LastModifiedDate":1700000000.000,"ProviderDetails":{"attributes_request_method":"GET",)"
            R"("attributes_url_add_attributes":"false","authorize_scopes":"openid custom","client_id":"o","client_secret":"o-secret",)"
            R"("oidc_issuer":"https://idp.example.com"},"ProviderName":"Corp","ProviderType":"OIDC","UserPoolId":")" +
                pool.id() + R"("}})");
}

TEST_F(DescribeIdentityProvider, ShowsSecretsButForApplesPrivateKey) {
  for (const auto& [type, details] : ProviderSamples()) {
    pool.CreateNamed(type.fixed_name ? type.name : std::string(type.name) + "Corp", type);
  }
  EXPECT_EQ(MapIn(pool.Describe("Google"), "ProviderDetails").at("client_secret"), "g-secret");
  EXPECT_EQ(MapIn(pool.Describe("Facebook"), "ProviderDetails").at("client_secret"), "fb-secret");
  EXPECT_EQ(MapIn(pool.Describe("LoginWithAmazon"), "ProviderDetails").at("client_secret"), "lwa-secret");
  EXPECT_EQ(MapIn(pool.Describe("OIDCCorp"), "ProviderDetails").at("client_secret"), "o-secret");
  EXPECT_EQ(pool.Describe("SignInWithApple").body.find("apple-key"), std::string::npos);
  EXPECT_FALSE(pool.Describe("SignInWithApple").Has("IdentityProvider.ProviderDetails.client_secret"));
}

TEST_F(DescribeIdentityProvider, ShowsDetailsAndMappingInTheOrderOfTheirBytes) {
  ProviderPool own(service, R"(,"Schema":[{"Name":"Z","AttributeDataType":"String"},{"Name":"a","AttributeDataType":"String"}])");
  own.Create(kSaml, With(SampleOf(kSaml).details, {{"RequestSigningAlgorithm", "rsa-sha256"}, {"EncryptedResponses", "true"}}),
             R"("AttributeMapping":{"name":"n","custom:a":"a","email":"e","custom:Z":"z"})");
  const Answer described = own.Describe("Corp");
  EXPECT_EQ(JsonAt(described, "IdentityProvider.AttributeMapping"), R"({"custom:Z":"z","custom:a":"a","email":"e","name":"n"})");
  std::vector<std::string> keys;
  for (const auto& [key, value] : described.At("IdentityProvider.ProviderDetails").GetObject()) {
    keys.emplace_back(key.GetString());
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"ActiveEncryptionCertificate", "EncryptedResponses", "IDPSignout", "MetadataFile",
                                            "RequestSigningAlgorithm", "SSORedirectBindingURI"}));
}

TEST_F(DescribeIdentityProvider, ChangesNothing) {
  pool.Create(kSaml);
  const std::string first = pool.Describe("Corp").body;
  service.clock.Advance(10'000);
  EXPECT_EQ(pool.Describe("Corp").body, first);
}

TEST_F(DescribeIdentityProvider, TellsAnUnknownProvider) {
  pool.Create(kOidc);
  for (const char* name : {"corp", "Corp ", "Nobody", "Google"}) {
    EXPECT_EQ(OutcomeOf(pool.Describe(name)),
              "ResourceNotFoundException: Identity provider " + std::string(name) + " for tenantId " + pool.id() + " does not exist.");
  }
}

TEST_F(DescribeIdentityProvider, ShowsProvidersOfTheCallersAccountAndRegionAlone) {
  const CallerKey account{.access_key = "123456789012"};
  const CallerKey region{.region = "eu-west-1"};
  ProviderPool own(service);
  ProviderPool of_account(service, "", account);
  ProviderPool of_region(service, "", region);
  for (ProviderPool* owner : {&own, &of_account, &of_region}) {
    EXPECT_EQ(OutcomeOf(owner->Create(kOidc)), kOk);
    EXPECT_EQ(OutcomeOf(owner->Describe("Corp")), kOk);
  }
  const auto describe = [&](const ProviderPool& owner, const CallerKey& caller) {
    return OutcomeOf(service.Call("DescribeIdentityProvider", R"({"UserPoolId":")" + owner.id() + R"(","ProviderName":"Corp"})", caller));
  };
  for (const CallerKey& stranger : {account, region}) {
    EXPECT_EQ(describe(own, stranger), "ResourceNotFoundException: User pool " + own.id() + " does not exist.");
  }
  EXPECT_EQ(describe(of_account, {}), "ResourceNotFoundException: User pool " + of_account.id() + " does not exist.");
  EXPECT_EQ(describe(of_region, {}), "ResourceNotFoundException: User pool " + of_region.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool::support
