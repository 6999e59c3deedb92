// What a secondary replica has of its own: e-mail, SMS, functions and log delivery, set in its region.
#include "server/pools/replicas/replica_settings.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "server/api/handlers.h"
#include "server/api/operation.h"
#include "server/messaging/settings.h"
#include "server/operations/context.h"
#include "storage/store.h"
#include "tests/operations/replicas/replicated_pool.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kRefused = "OperationNotEnabledException: This operation is not enabled in this Region.";
const std::string kOwnFunction =
    R"("LambdaConfig":{"PreAuthentication":"arn:aws:lambda:eu-west-1:123456789012:function:PreAuthentication"})";
constexpr const char* kPrimarysFunction =
    R"("LambdaConfig":{"PostAuthentication":"arn:aws:lambda:us-east-1:123456789012:function:PostAuthentication"})";
const std::string kSmsConfiguration = R"("SmsConfiguration":{"ExternalId":"x","SnsCallerArn":"arn:aws:iam::123456789012:role/sms")";
const std::string kSms = "," + kSmsConfiguration + "}";
const std::string kOwnSms = "," + kSmsConfiguration + R"(,"SnsRegion":"eu-west-1"})";
const std::string kSmsFactor = R"("SmsMfaConfiguration":{)" + kSmsConfiguration + "}}";
constexpr const char* kLogs = R"("LogConfigurations":[{"EventSource":"userNotification","LogLevel":"ERROR","CloudWatchLogsConfiguration":)"
                              R"({"LogGroupArn":"arn:aws:logs:eu-west-1:000000000000:log-group:ireland"}}])";

class ReplicaSettings : public testing::Test {
 protected:
  ReplicaSettings() {
    client = pool.Call("CreateUserPoolClient", R"("ClientName":"app","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH",)"
                                               R"("ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])")
                 .TextAt("UserPoolClient.ClientId");
    CreateUser(service, pool.id(), "ada", {{"email", "ada@example.com"}});
    pool.Create("eu-west-1");
  }

  void Activate() {
    service.clock.Advance(kLong);
    EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")), kOk);
  }
  std::string InIreland(std::string_view operation, std::string_view members = "") {
    return OutcomeOf(pool.CallAs(kIreland, operation, members));
  }
  // UpdateUserPool there, with the key that the pool has.
  std::string UpdateThere(std::string_view members = "") { return InIreland("UpdateUserPool", JoinedMembers(kReplicable + 1, members)); }
  Answer Described(const CallerKey& caller) { return pool.CallAs(caller, "DescribeUserPool"); }

  // The functions that a sign-in calls, by the API of users and by that of administrators.
  std::vector<std::string> CalledBySigningIn(const CallerKey& caller) {
    functions->Forget();
    const std::string parameters = R"(","AuthParameters":{"USERNAME":"ada","PASSWORD":")" + std::string(kPassword) + R"("})";
    EXPECT_EQ(
        OutcomeOf(service.Call("InitiateAuth", R"({"AuthFlow":"USER_PASSWORD_AUTH","ClientId":")" + client + parameters + "}", caller)),
        kOk);
    EXPECT_EQ(
        OutcomeOf(pool.CallAs(caller, "AdminInitiateAuth", R"("AuthFlow":"ADMIN_USER_PASSWORD_AUTH","ClientId":")" + client + parameters)),
        kOk);
    std::vector<std::string> arns;
    for (const triggers::Invocation& call : functions->Calls()) {
      arns.push_back(call.function_arn);
    }
    return arns;
  }

  // "bob", who is sent a code whenever he signs in.
  void AddUserWithSms() {
    ASSERT_EQ(pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"OPTIONAL",)" + kSmsFactor), kOk);
    CreateUser(service, pool.id(), "bob", {{"phone_number", "+15551234567"}});
    ASSERT_EQ(pool.Try("AdminSetUserMFAPreference", R"("Username":"bob","SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  }
  Answer AskForCode(const CallerKey& caller) {
    return service.Call("InitiateAuth",
                        R"({"AuthFlow":"USER_PASSWORD_AUTH","ClientId":")" + client +
                            R"(","AuthParameters":{"USERNAME":"bob","PASSWORD":")" + std::string(kPassword) + R"("}})",
                        caller);
  }

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  ReplicatedPool pool{service};
  std::string client;
};

TEST_F(ReplicaSettings, AreThePrimarysWhereNothingWasSet) {
  Activate();
  ASSERT_EQ(pool.Try("UpdateUserPool", std::string(kReplicable + 1) + "," + kPrimarysFunction), kOk);
  const std::vector<std::string> twice(2, "arn:aws:lambda:us-east-1:123456789012:function:PostAuthentication");
  EXPECT_EQ(CalledBySigningIn(kIreland), twice);
  EXPECT_TRUE(Described(kIreland).Has("UserPool.LambdaConfig.PostAuthentication"));
}

TEST_F(ReplicaSettings, AreTheFunctionsThatItCalls) {
  ASSERT_EQ(pool.Try("UpdateUserPool", std::string(kReplicable + 1) + "," + kPrimarysFunction), kOk);
  Activate();
  EXPECT_EQ(UpdateThere(kOwnFunction), kOk);
  EXPECT_EQ(CalledBySigningIn(kIreland), std::vector<std::string>(2, "arn:aws:lambda:eu-west-1:123456789012:function:PreAuthentication"));
  EXPECT_EQ(CalledBySigningIn({}), std::vector<std::string>(2, "arn:aws:lambda:us-east-1:123456789012:function:PostAuthentication"));
  EXPECT_EQ(UpdateThere(), kOk);
  EXPECT_EQ(CalledBySigningIn(kIreland), std::vector<std::string>()) << "what an update does not say is taken away";
}

TEST_F(ReplicaSettings, AreShownInItsRegionAlone) {
  Activate();
  const std::string email = R"("EmailConfiguration":{"ReplyToEmailAddress":"ireland@example.com"})";
  EXPECT_EQ(UpdateThere(kOwnFunction + "," + email), kOk);
  EXPECT_EQ(Described(kIreland).TextAt("UserPool.LambdaConfig.PreAuthentication"),
            "arn:aws:lambda:eu-west-1:123456789012:function:PreAuthentication");
  EXPECT_EQ(Described(kIreland).TextAt("UserPool.EmailConfiguration.ReplyToEmailAddress"), "ireland@example.com");
  EXPECT_FALSE(Described({}).Has("UserPool.LambdaConfig.PreAuthentication"));
  EXPECT_FALSE(Described({}).Has("UserPool.EmailConfiguration.ReplyToEmailAddress"));
}

TEST_F(ReplicaSettings, ObeyTheRulesOfItsRegion) {
  Activate();
  EXPECT_EQ(UpdateThere(kPrimarysFunction), "InvalidParameterException: Cross-region lambda functions are not supported");
  EXPECT_EQ(
      InIreland("SetLogDeliveryConfiguration", R"("LogConfigurations":[{"EventSource":"userAuthEvents","LogLevel":"INFO"}])").substr(0, 35),
      "FeatureUnavailableInTierException: ");
}

TEST_F(ReplicaSettings, AreSetWithAllElseAsThePrimaryHasIt) {
  Activate();
  ASSERT_EQ(pool.Try("UpdateUserPool", std::string(kReplicable + 1) + R"(,"DeletionProtection":"ACTIVE")"), kOk);
  EXPECT_EQ(UpdateThere(kOwnFunction), kNotItsOwn) << "what is left out is its default, and would be another";
  EXPECT_EQ(UpdateThere(kOwnFunction + R"(,"DeletionProtection":"ACTIVE")"), kOk);
  for (const char* other : {R"("MfaConfiguration":"OPTIONAL")", R"("PoolName":"ireland")", R"("AutoVerifiedAttributes":["email"])",
                            R"("IssuerConfiguration":{"Type":"UPDATED"})"}) {
    EXPECT_EQ(UpdateThere(R"("DeletionProtection":"ACTIVE",)" + std::string(other)), kNotItsOwn) << other;
  }
  EXPECT_EQ(UpdateThere(kOwnFunction + R"(,"DeletionProtection":"ACTIVE","PoolName":"pool","MfaConfiguration":"OFF")"), kOk);
  EXPECT_FALSE(Described({}).Has("UserPool.LambdaConfig.PreAuthentication"));
}

TEST_F(ReplicaSettings, GoWithTagsOfItsOwn) {
  Activate();
  EXPECT_EQ(UpdateThere(R"("UserPoolTags":{"team":"ireland"})"), kOk);
  EXPECT_EQ(UpdateThere(), kOk) << "an update without tags leaves them";
  EXPECT_EQ(Described(kIreland).TextAt("UserPool.UserPoolTags.team"), "ireland");
  EXPECT_FALSE(Described({}).Has("UserPool.UserPoolTags.team"));
  EXPECT_EQ(UpdateThere(R"("UserPoolTags":{"aws:team":"ireland"})").substr(0, 26), "UserPoolTaggingException: ");
}

TEST_F(ReplicaSettings, NeedTheSenderOfCodesThatAreAFactorOfThePool) {
  Activate();
  ASSERT_EQ(pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"OPTIONAL",)" + kSmsFactor), kOk);
  EXPECT_EQ(
      UpdateThere(kOwnFunction),
      "InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
  EXPECT_EQ(UpdateThere(kOwnFunction + kOwnSms), kOk);
  EXPECT_EQ(pool.Try("UpdateUserPool", std::string(kReplicable + 1) + R"(,"MfaConfiguration":"OFF")" + kSms +
                                           R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","SMS_OTP"]}})"),
            kOk);
  EXPECT_EQ(UpdateThere(kOwnFunction),
            "InvalidParameterException: SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration");
}

TEST_F(ReplicaSettings, NeedTheSenderOfCodesThatVerifyTelephoneNumbers) {
  Activate();
  const std::string verified = R"(,"AutoVerifiedAttributes":["phone_number"])";
  ASSERT_EQ(pool.Try("UpdateUserPool", std::string(kReplicable + 1) + kSms + verified), kOk);
  EXPECT_EQ(UpdateThere(kOwnFunction + verified),
            "InvalidParameterException: SMS configuration is required when phone_number is selected for auto verification");
  EXPECT_EQ(UpdateThere(kOwnFunction + verified + kOwnSms), kOk);
}

TEST_F(ReplicaSettings, NeedASenderOfTheirOwnForEmailMfa) {
  Activate();
  const std::string email = kWithEmail;
  ASSERT_EQ(pool.Try("UpdateUserPool", std::string(kReplicable + 1) + email), kOk);
  ASSERT_EQ(pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"OPTIONAL","EmailMfaConfiguration":{})"), kOk);
  EXPECT_EQ(
      UpdateThere(kOwnFunction),
      "InvalidParameterException: Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of "
      "COGNITO_DEFAULT. Update the value of EmailSendingAccount.");
  EXPECT_EQ(UpdateThere(kOwnFunction + email), kOk);
}

TEST_F(ReplicaSettings, TakeNoFactorAwayThatThePoolHasTurnedOnSince) {
  Activate();
  ASSERT_EQ(UpdateThere(kOwnFunction), kOk);
  AddUserWithSms();
  for (const CallerKey& caller : {CallerKey(), kIreland}) {
    const Answer asked = AskForCode(caller);
    EXPECT_EQ(NextOf(asked), "SMS_MFA") << caller.region;
    EXPECT_EQ(LastMessageOf(service, pool.id()).region, caller.region) << "the outbox tells who sent it";
    EXPECT_EQ(
        NextOf(service.Call("RespondToAuthChallenge",
                            R"({"ChallengeName":"SMS_MFA","ClientId":")" + client + R"(","Session":")" + asked.TextAt("Session") +
                                R"(","ChallengeResponses":{"USERNAME":"bob","SMS_MFA_CODE":")" + LastCodeOf(service, pool.id()) + R"("}})",
                            caller)),
        "tokens");
  }
}

TEST_F(ReplicaSettings, CanBeSetBeforeItIsActive) {
  EXPECT_EQ(UpdateThere(kOwnFunction), kRefused) << "it is being created";
  service.clock.Advance(kLong);
  EXPECT_EQ(UpdateThere(kOwnFunction), kOk);
  EXPECT_TRUE(Described(kIreland).Has("UserPool.LambdaConfig.PreAuthentication"));
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "us-west-2"}, "UpdateUserPool", kReplicable + 1)), NoSuchPool(pool.id()));
}

TEST_F(ReplicaSettings, AreTheLogsThatItExports) {
  Activate();
  EXPECT_EQ(InIreland("SetLogDeliveryConfiguration", kLogs), kOk);
  EXPECT_TRUE(pool.CallAs(kIreland, "GetLogDeliveryConfiguration").Has("LogDeliveryConfiguration.LogConfigurations.0.EventSource"));
  EXPECT_FALSE(pool.Call("GetLogDeliveryConfiguration").Has("LogDeliveryConfiguration.LogConfigurations.0"));
  const auto exports = [&](const std::string& replica) {
    return service.world().store.Read([&](const storage::Transaction& transaction) {
      const auto found = pools::FindLogDelivery(transaction, pool.id(), replica);
      return found ? found->LogConfigurations.size() : 0;
    });
  };
  EXPECT_EQ(exports("eu-west-1"), 1U);
  EXPECT_EQ(exports(""), 0U);
}

class AnyRelay final : public messaging::Relay {
 public:
  std::string_view name() const override { return "any"; }
  bool Takes(const storage::Message& /*message*/) const override { return true; }
  void Deliver(const messaging::Outgoing& /*outgoing*/, const std::stop_token& /*stop*/) override {}
};

TEST_F(ReplicaSettings, SayWhetherMessagesThatItFailsToDeliverAreExported) {
  Activate();
  AddUserWithSms();
  std::vector<std::string> lines;
  messaging::Settings settings;
  settings.logs =
      std::make_shared<messaging::PoolLogs>(service.world().store, [&lines](const std::string& line) { lines.push_back(line); });
  settings.relays = {{std::make_shared<AnyRelay>(), std::make_shared<messaging::Couriers>(1)}};
  settings.relays[0].couriers->Stop(std::chrono::milliseconds(0));  // it takes nothing any more
  world::World world = world::WithStore(service.world(), service.world().store, service.clock);
  world.settings.Put(settings);
  EXPECT_EQ(InIreland("SetLogDeliveryConfiguration", kLogs), kOk);
  api::InitiateAuthRequest request;
  request.AuthFlow = api::AuthFlowType::USER_PASSWORD_AUTH;
  request.ClientId = client;
  request.AuthParameters = {{"USERNAME", "bob"}, {"PASSWORD", kPassword}};
  for (const char* replica : {"", "eu-west-1"}) {
    operations::Context context{{}, *api::FindOperation("InitiateAuth"), world};
    context.caller.replica = replica;
    EXPECT_EQ(operations::InitiateAuth(context, request).ChallengeName, api::ChallengeNameType::SMS_MFA) << replica;
  }
  settings.logs->Stop(std::chrono::seconds(30));
  ASSERT_EQ(lines.size(), 1U) << "the primary exports none";
  EXPECT_NE(lines[0].find("Message delivery failed: SMS"), std::string::npos) << lines[0];
}

TEST_F(ReplicaSettings, EndWithTheirReplica) {
  Activate();
  EXPECT_EQ(UpdateThere(kOwnFunction), kOk);
  EXPECT_EQ(InIreland("SetLogDeliveryConfiguration", kLogs), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "INACTIVE")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1")), kOk);
  service.clock.Advance(kLong);
  EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk);
  Activate();
  EXPECT_FALSE(Described(kIreland).Has("UserPool.LambdaConfig.PreAuthentication"));
  EXPECT_FALSE(pool.CallAs(kIreland, "GetLogDeliveryConfiguration").Has("LogDeliveryConfiguration.LogConfigurations.0"));
}

}  // namespace
}  // namespace rockpool::support
