#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::ClientPool;
using support::kOk;
using support::OutcomeOf;
using support::TestService;

std::string NotThere(std::string_view client) {
  return "ResourceNotFoundException: User pool client " + std::string(client) + " does not exist.";
}

TEST(DeleteUserPoolClient, AnswersWithAnEmptyBody) {
  TestService service;
  ClientPool pool(service);
  const Answer answer = pool.Delete(pool.New(R"("GenerateSecret":true)"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
}

TEST(DeleteUserPoolClient, MakesTheClientUnknownAndSparesTheOthers) {
  TestService service;
  ClientPool pool(service);
  const std::string id = pool.New();
  const std::string other = pool.New();
  pool.Delete(id);
  EXPECT_EQ(OutcomeOf(pool.Describe(id)), NotThere(id));
  EXPECT_EQ(OutcomeOf(pool.Delete(id)), NotThere(id));
  EXPECT_EQ(OutcomeOf(pool.Describe(other)), kOk);
}

TEST(DeleteUserPoolClient, DeletesTheSecretsToo) {
  TestService service;
  ClientPool pool(service);
  pool.CreateNamed("_custom_id_:again", R"("GenerateSecret":true)");
  pool.Delete("again");
  ASSERT_EQ(OutcomeOf(pool.CreateNamed("_custom_id_:again")), kOk);
  EXPECT_FALSE(pool.Describe("again").Has("UserPoolClient.ClientSecret"));
}

TEST(DeleteUserPoolClient, TellsAnUnknownPoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("DeleteUserPoolClient", R"({"UserPoolId":"us-east-1_Nowhere","ClientId":"nobody"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(DeletedPools, TakeTheirClientsWithThem) {
  TestService service;
  const char* fixed_id = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  ClientPool pool(service, fixed_id);
  const std::string id = pool.New(R"("GenerateSecret":true)");
  ASSERT_EQ(OutcomeOf(pool.Call("DeleteUserPool")), kOk);
  ClientPool reborn(service, fixed_id);
  EXPECT_EQ(OutcomeOf(reborn.Describe(id)), NotThere(id));
}

}  // namespace
}  // namespace rockpool
