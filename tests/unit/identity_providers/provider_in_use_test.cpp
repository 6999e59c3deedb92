#include "server/identity_providers/provider_in_use.h"

#include <gtest/gtest.h>

#include "storage/store.h"
#include "tests/support/test_service.h"

namespace rockpool::identity_providers {
namespace {

class ProviderInUseTest : public ::testing::Test {
 protected:
  ProviderInUseTest() : pool(service.CreatePool()) {
    Call("CreateIdentityProvider", R"("ProviderType":"Google","IdpIdentifiers":["corp.example"],"ProviderDetails":)"
                                   R"({"client_id":"g","client_secret":"s","authorize_scopes":"openid"})");
  }
  void Call(std::string_view operation, const std::string& members) {
    const auto answer = service.Call(operation, R"({"UserPoolId":")" + pool + R"(","ProviderName":"Google",)" + members + "}");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  SharedProvider Named(std::string_view name) {
    return service.world().store.Read([&](const auto& transaction) { return FindProvider(service.world(), transaction, pool, name); });
  }
  SharedProvider Identified(std::string_view identifier) {
    return service.world().store.Read(
        [&](const auto& transaction) { return FindProviderByIdentifier(service.world(), transaction, pool, identifier); });
  }

  support::TestService service;
  std::string pool;
};

TEST_F(ProviderInUseTest, HasAllThatIsStored) {
  const SharedProvider provider = Named("Google");
  ASSERT_NE(provider, nullptr);
  EXPECT_EQ(provider->user_pool_id, pool);
  EXPECT_EQ(provider->name, "Google");
  EXPECT_EQ(provider->type, &kGoogle);
  EXPECT_EQ(provider->Detail("client_secret"), "s");
  EXPECT_EQ(provider->Detail("token_request_method"), "POST") << "what the type adds";
  EXPECT_EQ(provider->Detail("nothing"), "");
  EXPECT_EQ(provider->settings.attribute_mapping, (AttributeMapping{{"username", "sub"}}));
  EXPECT_EQ(provider->identifiers, std::vector<std::string>{"corp.example"});
}

TEST_F(ProviderInUseTest, IsFoundByItsIdentifierToo) {
  EXPECT_EQ(Identified("corp.example"), Named("Google"));
  EXPECT_EQ(Identified("other.example"), nullptr);
  EXPECT_EQ(Named("google"), nullptr);
}

TEST_F(ProviderInUseTest, IsDecodedOnceForEachRevision) {
  const SharedProvider before = Named("Google");
  EXPECT_EQ(Named("Google"), before);
  Call("UpdateIdentityProvider", R"("ProviderDetails":{"client_id":"g2","client_secret":"s","authorize_scopes":"openid"})");
  const SharedProvider after = Named("Google");
  EXPECT_EQ(after->Detail("client_id"), "g2");
  EXPECT_NE(after->revision, before->revision);
  EXPECT_EQ(before->Detail("client_id"), "g") << "who has it keeps it";
}

}  // namespace
}  // namespace rockpool::identity_providers
