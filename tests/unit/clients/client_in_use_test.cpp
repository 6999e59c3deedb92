#include "server/clients/client_in_use.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/refusal.h"
#include "tests/support/users.h"

namespace rockpool::clients {
namespace {

using Flow = api::ExplicitAuthFlowsType;

ClientInUse WithSecrets(std::vector<std::string> secrets) {
  ClientInUse client;
  client.id = "the-client";
  client.secrets = std::move(secrets);
  return client;
}

ClientInUse With(std::vector<Flow> flows) {
  ClientInUse client;
  client.settings.ExplicitAuthFlows = std::move(flows);
  return client;
}

// Those that the client allows, of those that have a name of today.
std::vector<Flow> AllowedBy(const ClientInUse& client) {
  std::vector<Flow> allowed;
  for (const Flow flow : {Flow::ALLOW_ADMIN_USER_PASSWORD_AUTH, Flow::ALLOW_CUSTOM_AUTH, Flow::ALLOW_USER_PASSWORD_AUTH,
                          Flow::ALLOW_USER_SRP_AUTH, Flow::ALLOW_REFRESH_TOKEN_AUTH, Flow::ALLOW_USER_AUTH}) {
    if (AllowsFlow(client, flow)) {
      allowed.push_back(flow);
    }
  }
  return allowed;
}

using Flows = std::vector<Flow>;

std::string Hashed(const ClientInUse& client, const std::optional<std::string>& hash) {
  return support::RefusalOf([&] { CheckSecretHash(client, "ada", hash); });
}

TEST(CheckSecretHash, TakesTheHashByEitherOfTwoSecrets) {
  const ClientInUse client = WithSecrets({"first", "second"});
  EXPECT_EQ(Hashed(client, support::SecretHash("first", "ada", "the-client")), "accepted");
  EXPECT_EQ(Hashed(client, support::SecretHash("second", "ada", "the-client")), "accepted");
}

TEST(HasSecret, KnowsEitherOfTwoAndNoOther) {
  const ClientInUse client = WithSecrets({"first", "second"});
  EXPECT_TRUE(HasSecret(client, "first"));
  EXPECT_TRUE(HasSecret(client, "second"));
  for (const char* other : {"", "firs", "first ", "third"}) {
    EXPECT_FALSE(HasSecret(client, other)) << other;
  }
  EXPECT_FALSE(HasSecret(WithSecrets({}), ""));
}

TEST(CheckSecretHash, RefusesEveryOtherHash) {
  const ClientInUse client = WithSecrets({"first"});
  const std::string refused = "NotAuthorizedException: Unable to verify secret hash for client the-client";
  for (const std::string& hash : {support::SecretHash("third", "ada", "the-client"), support::SecretHash("first", "Ada", "the-client"),
                                  support::SecretHash("first", "ada", "other"), support::SecretHash("first", "ada", "the-client") + "=",
                                  std::string("first"), std::string()}) {
    EXPECT_EQ(Hashed(client, hash), refused) << hash;
  }
}

TEST(CheckSecretHash, AsksForOneOfAClientWithASecret) {
  EXPECT_EQ(Hashed(WithSecrets({"first"}), std::nullopt),
            "NotAuthorizedException: Client the-client is configured with secret but SECRET_HASH was not received");
}

TEST(CheckSecretHash, IgnoresWhatAPublicClientSends) {
  EXPECT_EQ(Hashed(WithSecrets({}), std::nullopt), "accepted");
  EXPECT_EQ(Hashed(WithSecrets({}), "anything"), "accepted");
}

TEST(AllowsFlow, IsByNameWhereTheClientNamesFlows) {
  EXPECT_EQ(AllowedBy(With({Flow::ALLOW_USER_AUTH, Flow::ALLOW_USER_PASSWORD_AUTH})),
            (Flows{Flow::ALLOW_USER_PASSWORD_AUTH, Flow::ALLOW_USER_AUTH}));
}

TEST(AllowsFlow, IsRefreshSrpAndCustomWhereTheClientNamesNone) {
  const Flows silent{Flow::ALLOW_CUSTOM_AUTH, Flow::ALLOW_USER_SRP_AUTH, Flow::ALLOW_REFRESH_TOKEN_AUTH};
  EXPECT_EQ(AllowedBy(ClientInUse()), silent);
  EXPECT_EQ(AllowedBy(With({})), silent);
}

TEST(AllowsFlow, TakesOldNamesForNewOnesAndWithThemSrpAndRefresh) {
  EXPECT_EQ(AllowedBy(With({Flow::ADMIN_NO_SRP_AUTH})),
            (Flows{Flow::ALLOW_ADMIN_USER_PASSWORD_AUTH, Flow::ALLOW_USER_SRP_AUTH, Flow::ALLOW_REFRESH_TOKEN_AUTH}));
  EXPECT_EQ(AllowedBy(With({Flow::USER_PASSWORD_AUTH})),
            (Flows{Flow::ALLOW_USER_PASSWORD_AUTH, Flow::ALLOW_USER_SRP_AUTH, Flow::ALLOW_REFRESH_TOKEN_AUTH}));
  EXPECT_TRUE(AllowsFlow(With({Flow::ALLOW_ADMIN_USER_PASSWORD_AUTH}), Flow::ADMIN_NO_SRP_AUTH));
}

TEST(AllowsFlow, LeavesSrpOutWhereCustomIsTheOnlyOne) {
  EXPECT_EQ(AllowedBy(With({Flow::CUSTOM_AUTH_FLOW_ONLY})), (Flows{Flow::ALLOW_CUSTOM_AUTH, Flow::ALLOW_REFRESH_TOKEN_AUTH}));
}

TEST(AllowsFlow, IsNothingOfAClientThatAsksForTokensOfItsOwn) { EXPECT_EQ(AllowedBy(With({Flow::ALLOW_CLIENT_TOKEN_AUTH})), Flows{}); }

TEST(MayReadAndWrite, AreWhatTheClientNames) {
  ClientInUse client;
  client.settings.ReadAttributes = {"email", "custom:team"};
  client.settings.WriteAttributes = {"nickname"};
  EXPECT_TRUE(MayRead(client, "custom:team"));
  EXPECT_FALSE(MayRead(client, "team"));
  EXPECT_FALSE(MayRead(client, "email_verified"));
  EXPECT_FALSE(MayRead(client, "nickname"));
  EXPECT_TRUE(MayWrite(client, "nickname"));
  EXPECT_FALSE(MayWrite(client, "email"));
}

TEST(MayReadAndWrite, AreEverythingWhereTheClientNamesNothingButWhatIsForAdministrators) {
  const ClientInUse client;
  for (const char* attribute : {"email", "custom:team", "nickname"}) {
    EXPECT_TRUE(MayRead(client, attribute)) << attribute;
    EXPECT_TRUE(MayWrite(client, attribute)) << attribute;
  }
  EXPECT_FALSE(MayRead(client, "dev:custom:secret"));
  EXPECT_FALSE(MayWrite(client, "dev:custom:secret"));
}

TEST(HidesWhoExists, IsWhatTheClientSays) {
  ClientInUse client;
  EXPECT_FALSE(HidesWhoExists(client));
  client.settings.PreventUserExistenceErrors = api::PreventUserExistenceErrorTypes::LEGACY;
  EXPECT_FALSE(HidesWhoExists(client));
  client.settings.PreventUserExistenceErrors = api::PreventUserExistenceErrorTypes::ENABLED;
  EXPECT_TRUE(HidesWhoExists(client));
}

TEST(UseClient, FindsAClientByItsIdAloneWithItsSecretsAndItsPool) {
  support::TestService service;
  const std::string pool = service.CreatePool();
  const std::string client = service
                                 .Call("CreateUserPoolClient",
                                       R"({"UserPoolId":")" + pool + R"(","ClientName":"x","ClientSecret":"the_first_secret_of_a_client"})")
                                 .TextAt("UserPoolClient.ClientId");
  service.Call("AddUserPoolClientSecret",
               R"({"UserPoolId":")" + pool + R"(","ClientId":")" + client + R"(","ClientSecret":"a_second_secret_of_a_client"})");
  const world::World& world = service.world();
  const auto use = [&](const std::string& id) {
    return world.store.Read([&](const storage::Transaction& transaction) { return UseClient(transaction, world.caches, id); });
  };
  const SharedClient found = use(client);
  EXPECT_EQ(found->id, client);
  EXPECT_EQ(found->pool->id, pool);
  EXPECT_EQ(std::set<std::string>(found->secrets.begin(), found->secrets.end()),
            (std::set<std::string>{"the_first_secret_of_a_client", "a_second_secret_of_a_client"}));
  const auto unknown = "ResourceNotFoundException: User pool client nobody does not exist.";
  EXPECT_EQ(support::RefusalOf([&] { use("nobody"); }), unknown);
  const auto use_of = [&](const std::string& pool_id, const std::string& id) {
    return world.store.Read([&](const storage::Transaction& transaction) {
      return UseClientOf(transaction, pools::UsePoolOf(transaction, world.caches, pool_id), id);
    });
  };
  EXPECT_EQ(use_of(pool, client)->id, client);
  EXPECT_EQ(support::RefusalOf([&] { use_of(service.CreatePool(), client); }),
            "ResourceNotFoundException: User pool client " + client + " does not exist.");
}

}  // namespace
}  // namespace rockpool::clients
