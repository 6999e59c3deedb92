#include <gtest/gtest.h>
#include <re2/re2.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using AddUserPoolClientSecret = PoolTest<ClientPool>;

constexpr const char* kAdd = "AddUserPoolClientSecret";

TEST_F(AddUserPoolClientSecret, AnswersASecretThatItDrew) {
  const std::string id = pool.New(R"("GenerateSecret":true)");
  service.clock.Advance(5000);
  const Answer answer = pool.CallOf(kAdd, id);
  const std::string value = answer.TextAt("ClientSecretDescriptor.ClientSecretValue");
  EXPECT_TRUE(RE2::FullMatch(value, "[a-z0-9]{51}")) << value;
  EXPECT_EQ(answer.body, R"({"ClientSecretDescriptor":{"ClientSecretCreateDate":1700000005.000,"ClientSecretId":")" + id +
                             R"(--1700000005000","ClientSecretValue":")" + value + R"("}})");
}

TEST_F(AddUserPoolClientSecret, KeepsAGivenSecretToItself) {
  const std::string id = pool.New(R"("GenerateSecret":true)");
  const Answer answer = pool.CallOf(kAdd, id, R"("ClientSecret":"a_secret_of_24_characters")");
  EXPECT_EQ(answer.body,
            R"({"ClientSecretDescriptor":{"ClientSecretCreateDate":1700000000.001,"ClientSecretId":")" + id + R"(--1700000000001"}})");
}

TEST_F(AddUserPoolClientSecret, LeavesDescribeWithTheOlderSecretAndALaterDate) {
  const std::string id = pool.New(R"("ClientSecret":"the_first_secret_of_a_client")");
  service.clock.Advance(5000);
  pool.CallOf(kAdd, id, R"("ClientSecret":"a_second_secret_of_a_client")");
  const Answer described = pool.Describe(id);
  EXPECT_EQ(described.TextAt("UserPoolClient.ClientSecret"), "the_first_secret_of_a_client");
  EXPECT_EQ(described.At("UserPoolClient.LastModifiedDate").GetDouble(), 1700000005.0);
  EXPECT_EQ(described.At("UserPoolClient.CreationDate").GetDouble(), 1700000000.0);
}

TEST_F(AddUserPoolClientSecret, AllowsTwo) {
  const std::string id = pool.New(R"("GenerateSecret":true)");
  const std::string other = pool.New(R"("GenerateSecret":true)");
  ASSERT_EQ(OutcomeOf(pool.CallOf(kAdd, id)), kOk);
  EXPECT_EQ(OutcomeOf(pool.CallOf(kAdd, id)),
            "LimitExceededException: Maximum number of client secrets reached for user pool client " + id + ": 2.");
  EXPECT_EQ(OutcomeOf(pool.CallOf(kAdd, other)), kOk);
}

TEST_F(AddUserPoolClientSecret, AllowsAsManyAsConfigured) {
  TestService configured({.quotas = {.client_secrets = 3}});
  ClientPool own(configured);
  const std::string id = own.New(R"("GenerateSecret":true)");
  ASSERT_EQ(OutcomeOf(own.CallOf(kAdd, id)), kOk);
  ASSERT_EQ(OutcomeOf(own.CallOf(kAdd, id)), kOk);
  EXPECT_EQ(OutcomeOf(own.CallOf(kAdd, id)),
            "LimitExceededException: Maximum number of client secrets reached for user pool client " + id + ": 3.");
  const Answer listed = own.CallOf("ListUserPoolClientSecrets", id);
  EXPECT_EQ(listed.At("ClientSecrets").Size(), 3u);
  EXPECT_FALSE(listed.Has("NextToken"));
}

TEST_F(AddUserPoolClientSecret, MakesNoPublicClientConfidential) {
  const std::string id = pool.New();
  EXPECT_EQ(OutcomeOf(pool.CallOf(kAdd, id)), "InvalidParameterException: User pool client " + id + " does not have a client secret.");
}

TEST_F(AddUserPoolClientSecret, NeverGivesAnIdAgain) {
  const std::string id = pool.New(R"("GenerateSecret":true)");
  const std::string added = pool.CallOf(kAdd, id).TextAt("ClientSecretDescriptor.ClientSecretId");
  pool.CallOf("DeleteUserPoolClientSecret", id, R"("ClientSecretId":")" + added + '"');
  EXPECT_NE(pool.CallOf(kAdd, id).TextAt("ClientSecretDescriptor.ClientSecretId"), added);
}

TEST_F(AddUserPoolClientSecret, TellsAnUnknownClient) {
  EXPECT_EQ(OutcomeOf(pool.CallOf(kAdd, "nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
}

}  // namespace
}  // namespace rockpool::support
