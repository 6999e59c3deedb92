#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::kOk;
using support::kPrivacy;
using support::OutcomeOf;
using support::TermsPool;
using support::TestService;

constexpr const char* kNoTerms = "ResourceNotFoundException: Terms does not exist.";

TEST(DeleteTerms, AnswersWithAnEmptyBodyAndMakesRoomForOthersOfTheName) {
  TestService service;
  TermsPool pool(service);
  const std::string client = pool.AddClient();
  const std::string id = pool.Add(client);
  const Answer deleted = pool.Delete(id);
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(OutcomeOf(pool.Describe(id)), kNoTerms);
  EXPECT_EQ(OutcomeOf(pool.Delete(id)), kNoTerms);
  EXPECT_NE(pool.Add(client), id);
}

TEST(DeleteTerms, SparesTheOthers) {
  TestService service;
  TermsPool pool(service);
  TermsPool other(service);
  const std::string client = pool.AddClient();
  const std::string id = pool.Add(client);
  const std::string kept = pool.Add(client, kPrivacy);
  EXPECT_EQ(OutcomeOf(other.Delete(id)), kNoTerms);
  ASSERT_EQ(OutcomeOf(pool.Delete(id)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Describe(kept)), kOk);
}

TEST(DeleteTerms, TellsAnUnknownPoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("DeleteTerms",
                                   R"({"UserPoolId":"us-east-1_Nowhere",)" + support::TextMember("TermsId", support::kStrangeTerms) + "}")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(Terms, EndWithTheirAppClient) {
  TestService service;
  TermsPool pool(service);
  const std::string client = pool.AddClient();
  const std::string id = pool.Add(client);
  const std::string kept = pool.Add(pool.AddClient());
  pool.DeleteClient(client);
  EXPECT_EQ(OutcomeOf(pool.Describe(id)), kNoTerms);
  EXPECT_EQ(OutcomeOf(pool.Describe(kept)), kOk);
}

TEST(Terms, EndWithTheirPool) {
  const char* fixed_id = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  TestService service;
  TermsPool pool(service, fixed_id);
  pool.Add(pool.AddClient());
  ASSERT_EQ(OutcomeOf(pool.Call("DeleteUserPool")), kOk);
  TermsPool reborn(service, fixed_id);
  EXPECT_EQ(reborn.List().body, R"({"Terms":[]})");
}

}  // namespace
}  // namespace rockpool
