#include <gtest/gtest.h>
#include <re2/re2.h>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using CreateUserPoolClient = PoolTest<ClientPool>;

TEST_F(CreateUserPoolClient, AnswersAClientOfDefaultsWithWhatAwsShows) {
  const Answer answer = pool.CreateNamed("web");
  ASSERT_EQ(OutcomeOf(answer), kOk);
  EXPECT_EQ(answer.body, R"({"UserPoolClient":{"AllowedOAuthFlowsUserPoolClient":false,"AuthSessionValidity":3,"ClientId":")" +
                             answer.TextAt("UserPoolClient.ClientId") +
                             R"(","ClientName":"web","ClientType":"REGULAR","CreationDate":1700000000.000,)"
                             R"("EnablePropagateAdditionalUserContextData":false,"EnableTokenRevocation":true,)"
                             R"("LastModifiedDate":1700000000.000,"RefreshTokenValidity":30,"TokenValidityUnits":{},"UserPoolId":")" +
                             pool.id() + R"("}})");
}

TEST_F(CreateUserPoolClient, DrawsIdsInTheFormOfAws) {
  const std::string one = pool.New();
  const std::string other = pool.New();
  EXPECT_TRUE(RE2::FullMatch(one, "[a-z0-9]{26}")) << one;
  EXPECT_NE(one, other);
}

TEST_F(CreateUserPoolClient, DrawsASecretInTheFormOfAwsIfAskedTo) {
  const Answer one = pool.Create(R"("GenerateSecret":true)");
  const Answer other = pool.Create(R"("GenerateSecret":true)");
  EXPECT_TRUE(RE2::FullMatch(one.TextAt("UserPoolClient.ClientSecret"), "[a-z0-9]{51}")) << one.body;
  EXPECT_NE(one.TextAt("UserPoolClient.ClientSecret"), other.TextAt("UserPoolClient.ClientSecret"));
  EXPECT_FALSE(pool.Create(R"("GenerateSecret":false)").Has("UserPoolClient.ClientSecret"));
}

TEST_F(CreateUserPoolClient, TakesASecretThatIsGiven) {
  const Answer answer = pool.Create(R"("ClientSecret":"a_secret_of_24_characters")");
  EXPECT_EQ(answer.TextAt("UserPoolClient.ClientSecret"), "a_secret_of_24_characters");
  EXPECT_EQ(OutcomeOf(pool.Create(R"("GenerateSecret":true,"ClientSecret":"a_secret_of_24_characters")")),
            "InvalidParameterException: GenerateSecret cannot be true when a ClientSecret is provided.");
}

TEST_F(CreateUserPoolClient, TakesTheIdThatTheNameFixes) {
  const Answer answer = pool.CreateNamed("_custom_id_:webClient1");
  EXPECT_EQ(answer.TextAt("UserPoolClient.ClientId"), "webClient1");
  EXPECT_EQ(answer.TextAt("UserPoolClient.ClientName"), "_custom_id_:webClient1");
  EXPECT_EQ(pool.Describe("webClient1").body, answer.body);
}

TEST_F(CreateUserPoolClient, FindsTheFixedIdTakenInAnyPool) {
  ClientPool other(service, "", {.access_key = "123456789012"});
  pool.CreateNamed("_custom_id_:webClient1");
  for (ClientPool* taker : {&pool, &other}) {
    EXPECT_EQ(OutcomeOf(taker->CreateNamed("_custom_id_:webClient1")),
              "InvalidParameterException: User pool client webClient1 already exists.");
  }
}

TEST_F(CreateUserPoolClient, RefusesAFixedIdThatIsNone) {
  for (const std::string& id : {std::string(), std::string("web-client"), std::string(114, 'a')}) {
    EXPECT_EQ(OutcomeOf(pool.CreateNamed("_custom_id_:" + id)),
              "InvalidParameterException: 1 validation error detected: Value '_custom_id_:" + id +
                  R"(' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+)");
  }
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("_custom_id_:" + std::string(113, 'a'), R"("GenerateSecret":true)")), kOk);
}

TEST_F(CreateUserPoolClient, RefusesTheIdThatStandsForAllClients) {
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("_custom_id_:ALL")),
            "InvalidParameterException: ALL stands for all app clients and cannot be the id of one.");
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("_custom_id_:all")), kOk);
}

TEST_F(CreateUserPoolClient, DrawsAgainWhenAnIdIsTaken) {
  service.random.Rewind();
  const std::string first = pool.New();
  service.random.Rewind();
  const std::string second = pool.New();
  EXPECT_NE(second, first);
  EXPECT_EQ(OutcomeOf(pool.Describe(first)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Describe(second)), kOk);
}

}  // namespace
}  // namespace rockpool::support
