#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using AttributesOfClients = PoolTest<ClientPool>;
using ListsOfClients = PoolTest<ClientPool>;
using ProvidersOfClients = PoolTest<ClientPool>;
using AnalyticsOfClients = PoolTest<ClientPool>;

constexpr const char* kGoogle = R"("ProviderName":"Google","ProviderType":"Google",
    "ProviderDetails":{"client_id":"id","client_secret":"secret","authorize_scopes":"email"})";

TEST_F(AttributesOfClients, AreThoseOfThePool) {
  ClientPool own(service, R"(,"Schema":[{"Name":"team","AttributeDataType":"String"}])");
  const Answer created = own.Create(R"("ReadAttributes":["sub","email","email_verified","custom:team"],"WriteAttributes":["custom:team"])");
  EXPECT_EQ(JsonAt(created, "UserPoolClient.ReadAttributes"), R"(["sub","email_verified","custom:team","email"])");
  EXPECT_EQ(JsonAt(created, "UserPoolClient.WriteAttributes"), R"(["custom:team"])");
  const std::string id = created.TextAt("UserPoolClient.ClientId");
  for (const std::string name : {"team", "Email", "custom:other", "custom:"}) {
    const std::string read = R"("ReadAttributes":["email",")" + name + R"("])";
    const std::string write = R"("WriteAttributes":["email",")" + name + R"("])";
    EXPECT_EQ(OutcomeOf(own.Create(read)), "InvalidParameterException: Invalid read attributes specified while creating a client");
    EXPECT_EQ(OutcomeOf(own.Create(write)), "InvalidParameterException: Invalid write attributes specified while creating a client");
    EXPECT_EQ(OutcomeOf(own.Update(id, read)), "InvalidParameterException: Invalid read attributes specified while updating a client");
    EXPECT_EQ(OutcomeOf(own.Update(id, write)), "InvalidParameterException: Invalid write attributes specified while updating a client");
  }
}

TEST_F(AttributesOfClients, AreNotWritableIfCognitoWritesThem) {
  for (const std::string name : {"sub", "email_verified", "phone_number_verified"}) {
    EXPECT_EQ(OutcomeOf(pool.Create(R"("WriteAttributes":[")" + name + R"("])")),
              "InvalidParameterException: Invalid write attributes specified while creating a client");
  }
}

TEST_F(AttributesOfClients, AreWritableIfThePoolRequiresThem) {
  ClientPool own(service, R"(,"Schema":[{"Name":"email","Required":true}])");
  EXPECT_EQ(OutcomeOf(own.Create(R"("WriteAttributes":["name"])")),
            "InvalidParameterException: Invalid write attributes specified while creating a client");
  EXPECT_EQ(OutcomeOf(own.Create(R"("WriteAttributes":["name","email"])")), kOk);
  EXPECT_EQ(OutcomeOf(own.Create(R"("ReadAttributes":["name"])")), kOk);
}

TEST_F(ListsOfClients, CountTwiceAsOnceAndEmptyAsLeftOut) {
  const Answer created = pool.Create(R"("ReadAttributes":["email","name","email"],"WriteAttributes":[],"CallbackURLs":[])");
  EXPECT_EQ(JsonAt(created, "UserPoolClient.ReadAttributes"), R"(["name","email"])");
  EXPECT_FALSE(created.Has("UserPoolClient.WriteAttributes"));
  EXPECT_FALSE(created.Has("UserPoolClient.CallbackURLs"));
}

TEST_F(ProvidersOfClients, AreCognitoAndThoseOfThePool) {
  const char* both = R"("SupportedIdentityProviders":["COGNITO","Google"])";
  const std::string unknown = "InvalidParameterException: The provider Google does not exist for User Pool " + pool.id() + ".";
  EXPECT_EQ(OutcomeOf(pool.Create(R"("SupportedIdentityProviders":["COGNITO"])")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(both)), unknown);
  EXPECT_EQ(OutcomeOf(pool.Update(pool.New(), both)), unknown);
  ASSERT_EQ(OutcomeOf(pool.Call("CreateIdentityProvider", kGoogle)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Create(both)), kOk);
}

TEST_F(ProvidersOfClients, StayNamedWhenTheyAreDeletedButCannotBeNamedAgain) {
  ASSERT_EQ(OutcomeOf(pool.Call("CreateIdentityProvider", kGoogle)), kOk);
  const std::string id = pool.New(R"("SupportedIdentityProviders":["Google"])");
  const std::string before = pool.Describe(id).body;
  ASSERT_EQ(OutcomeOf(pool.Call("DeleteIdentityProvider", R"("ProviderName":"Google")")), kOk);
  EXPECT_EQ(pool.Describe(id).body, before);
  EXPECT_EQ(OutcomeOf(pool.Update(id, R"("SupportedIdentityProviders":["Google"])")),
            "InvalidParameterException: The provider Google does not exist for User Pool " + pool.id() + ".");
  EXPECT_EQ(OutcomeOf(pool.Update(id, R"("SupportedIdentityProviders":["COGNITO"])")), kOk);
}

TEST_F(AnalyticsOfClients, SayWhetherUsersDataIsShared) {
  const std::string by_id = R"("ApplicationId":"ab12","ExternalId":"external","RoleArn":"arn:aws:iam::123456789012:role/analytics")";
  const auto shown = [this](const std::string& analytics) {
    return JsonAt(pool.Create(R"("AnalyticsConfiguration":{)" + analytics + "}"), "UserPoolClient.AnalyticsConfiguration");
  };
  EXPECT_EQ(shown(by_id), "{" + by_id + R"(,"UserDataShared":false})");
  EXPECT_EQ(shown(by_id + R"(,"UserDataShared":true)"), "{" + by_id + R"(,"UserDataShared":true})");
}

// terraform-provider-aws, user_pool_client_test.go; aws-cdk, integ.user-pool-client-analytics
TEST_F(AnalyticsOfClients, OfAnArnUseTheServicesOwnRole) {
  ClientPool own(service, "", {.access_key = "123456789012"});
  const std::string arn = R"("ApplicationArn":"arn:aws:mobiletargeting:us-east-1:123456789012:apps/ab12")";
  const Answer created = own.Create(R"("AnalyticsConfiguration":{)" + arn + "}");
  const std::string shown = JsonAt(created, "UserPoolClient.AnalyticsConfiguration");
  EXPECT_EQ(shown, "{" + arn +
                       R"(,"RoleArn":"arn:aws:iam::123456789012:role/aws-service-role/cognito-idp.amazonaws.com/)"
                       R"(AWSServiceRoleForAmazonCognitoIdp","UserDataShared":false})");
  EXPECT_EQ(OutcomeOf(own.Update(created.TextAt("UserPoolClient.ClientId"), R"("AnalyticsConfiguration":)" + shown)), kOk);
}

TEST_F(AnalyticsOfClients, NameAnApplicationByItsArnOrByItsIdAndARole) {
  const std::string arn = R"("ApplicationArn":"arn:aws:mobiletargeting:us-east-1:123456789012:apps/ab12")";
  const std::string role = R"("RoleArn":"arn:aws:iam::123456789012:role/analytics")";
  for (const std::string& members :
       {std::string(R"("ApplicationId":"ab12")"), arn + R"(,"ApplicationId":"ab12",)" + role, arn + "," + role,
        arn + R"(,"ExternalId":"external")", R"("ApplicationId":"ab12",)" + role, role, std::string(R"("UserDataShared":true)")}) {
    EXPECT_EQ(OutcomeOf(pool.Create(R"("AnalyticsConfiguration":{)" + members + "}")),
              "InvalidParameterException: Invalid analytics configuration given, either <application arn> or <application id, role arn, "
              "external id> are valid")
        << members;
  }
}

TEST_F(AnalyticsOfClients, AreSentToThePoolsRegionOrToUsEast1) {
  ClientPool own(service, "", {.region = "eu-west-1"});
  const auto in = [](const std::string& region) {
    return R"("AnalyticsConfiguration":{"ApplicationArn":"arn:aws:mobiletargeting:)" + region + R"(:123456789012:apps/ab12"})";
  };
  EXPECT_EQ(OutcomeOf(own.Create(in("eu-west-1"))), kOk);
  EXPECT_EQ(OutcomeOf(own.Create(in("us-east-1"))), kOk);
  EXPECT_EQ(OutcomeOf(own.Create(in("ap-northeast-1"))),
            "InvalidParameterException: The integration with Pinpoint is not supported for the requested ap-northeast-1 region.");
}

TEST_F(AnalyticsOfClients, TakeRolesOfTheCallersAccountAlone) {
  ClientPool own(service, "", {.access_key = "123456789012"});
  const auto with_role = [](const std::string& account) {
    return R"("AnalyticsConfiguration":{"ApplicationId":"ab12","ExternalId":"x","RoleArn":"arn:aws:iam::)" + account +
           R"(:role/analytics"})";
  };
  EXPECT_EQ(OutcomeOf(own.Create(with_role("123456789012"))), kOk);
  EXPECT_EQ(OutcomeOf(own.Create(with_role("210987654321"))), "InvalidParameterException: Cross-account pass role is not allowed.");
}

}  // namespace
}  // namespace rockpool::support
