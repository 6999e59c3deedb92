#include <gtest/gtest.h>

#include "tests/operations/managed_login_branding/styled_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::kOk;
using support::OutcomeOf;
using support::StyledPool;
using support::TestService;

constexpr const char* kNoStyle = "ResourceNotFoundException: ManagedLoginBranding does not exist.";

TEST(DeleteManagedLoginBranding, AnswersWithAnEmptyBodyAndMakesRoomForAnotherStyle) {
  TestService service;
  StyledPool pool(service);
  const std::string client = pool.AddClient();
  const std::string id = pool.Add(client);
  const Answer deleted = pool.Delete(id);
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(OutcomeOf(pool.Describe(id)), kNoStyle);
  EXPECT_EQ(OutcomeOf(pool.Delete(id)), kNoStyle);
  EXPECT_NE(pool.Add(client), id);
}

TEST(DeleteManagedLoginBranding, SparesTheOthers) {
  TestService service;
  StyledPool pool(service);
  StyledPool other(service);
  const std::string id = pool.Add(pool.AddClient());
  const std::string kept = pool.Add(pool.AddClient());
  EXPECT_EQ(OutcomeOf(other.Delete(id)), kNoStyle);
  ASSERT_EQ(OutcomeOf(pool.Delete(id)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Describe(kept)), kOk);
}

TEST(DeleteManagedLoginBranding, TellsAnUnknownPoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call(
                "DeleteManagedLoginBranding",
                R"({"UserPoolId":"us-east-1_Nowhere",)" + support::TextMember("ManagedLoginBrandingId", support::kStrangeStyle) + "}")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(ManagedLoginBranding, EndsWithItsAppClient) {
  TestService service;
  StyledPool pool(service);
  const std::string client = pool.AddClient();
  const std::string id = pool.Add(client);
  const std::string kept = pool.Add(pool.AddClient());
  pool.DeleteClient(client);
  EXPECT_EQ(OutcomeOf(pool.Describe(id)), kNoStyle);
  EXPECT_EQ(OutcomeOf(pool.Describe(kept)), kOk);
}

TEST(ManagedLoginBranding, EndsWithItsPool) {
  const char* fixed_id = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  TestService service;
  StyledPool pool(service, fixed_id);
  const std::string id = pool.Add(pool.AddClient());
  ASSERT_EQ(OutcomeOf(pool.Call("DeleteUserPool")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Describe(id)), "ResourceNotFoundException: User pool us-east-1_Reborn does not exist.");
  StyledPool reborn(service, fixed_id);
  EXPECT_EQ(OutcomeOf(reborn.Describe(id)), kNoStyle);
}

}  // namespace
}  // namespace rockpool
