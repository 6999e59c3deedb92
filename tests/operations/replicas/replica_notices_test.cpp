// Who sends a secondary replica's notices of threat protection: what SetRiskConfiguration names in its region.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/api/operation.h"
#include "server/messaging/settings.h"
#include "server/operations/context.h"
#include "storage/store.h"
#include "tests/operations/auth_events/threat_pool.h"
#include "tests/operations/replicas/replicated_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kSourceArn = "RiskConfiguration.AccountTakeoverRiskConfiguration.NotifyConfiguration.SourceArn";
constexpr const char* kFrom = "RiskConfiguration.AccountTakeoverRiskConfiguration.NotifyConfiguration.From";
constexpr const char* kIrish = "Ireland <no-reply@example.ie>";

std::string There() { return Takeover(Notifying("eu-west-1", kIrish)); }

// A pool that notifies its users, with a replica in Ireland that is INACTIVE, and the app client "web".
class ReplicaNotices : public testing::Test {
 protected:
  ReplicaNotices() {
    pool.CreateClient("web");
    EXPECT_EQ(pool.Try(kSetRisk, Takeover(Notifying("us-east-1"))), kOk);
    pool.Create("eu-west-1");
    service.clock.Advance(kLong);
  }

  std::string SetThere(const std::string& members) { return OutcomeOf(pool.CallAs(kIreland, kSetRisk, members)); }
  Answer Shown(const CallerKey& caller, const std::string& members = "") { return pool.CallAs(caller, kDescribeRisk, members); }

  TestService service;
  ReplicatedPool pool{service, kThreatProtection};
};

TEST_F(ReplicaNotices, AreThePrimarysWhereNothingWasSet) { EXPECT_EQ(Shown(kIreland).body, Shown({}).body); }

TEST_F(ReplicaNotices, HaveASenderOfTheirOwn) {
  const std::string before = Shown({}).body;
  const Answer set = pool.CallAs(kIreland, kSetRisk, There());
  ASSERT_EQ(OutcomeOf(set), kOk);
  EXPECT_EQ(set.body, Shown(kIreland).body);
  EXPECT_EQ(set.TextAt(kSourceArn), "arn:aws:ses:eu-west-1:123456789012:identity/example.com");
  EXPECT_EQ(set.TextAt(kFrom), kIrish);
  EXPECT_EQ(Shown(kIreland, kOfWeb).TextAt(kFrom), kIrish) << "of an app client that inherits it too";
  EXPECT_EQ(Shown({}).body, before);
}

TEST_F(ReplicaNotices, SayOtherwiseWhatThePrimarysSay) {
  for (const std::string& other :
       {TakeoverWith(Action("High", "NO_ACTION", true), Notifying("eu-west-1", kIrish)),
        TakeoverWith(Action("High", "BLOCK", true),
                     R"("NotifyConfiguration":{"SourceArn":"arn:aws:ses:eu-west-1:123456789012:identity/example.com"})"),
        There() + "," + Blocking("192.0.2.0/24"), std::string(kBlockCompromised), std::string(), std::string(kOfWeb) + "," + There()}) {
    EXPECT_EQ(SetThere(other), kNotItsOwn) << other;
  }
  EXPECT_EQ(Shown(kIreland).body, Shown({}).body);
  ASSERT_EQ(SetThere(There()), kOk);
  ASSERT_EQ(pool.Try(kSetRisk, Takeover(Notifying("us-east-1")) + "," + Blocking("192.0.2.0/24")), kOk);
  EXPECT_EQ(SetThere(There()), kNotItsOwn);
  EXPECT_EQ(SetThere(There() + "," + Blocking("192.0.2.0/24")), kOk);
  EXPECT_TRUE(Shown(kIreland).Has("RiskConfiguration.RiskExceptionConfiguration")) << "of the primary as it is now";
}

TEST_F(ReplicaNotices, AreHeldToTheIdentitiesOfItsRegion) {
  EXPECT_EQ(
      SetThere(Takeover(Notifying("ap-south-1"))),
      "InvalidParameterException: Invalid NotifyConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: "
      "eu-west-1, us-east-1, us-west-2.");
}

TEST_F(ReplicaNotices, AreOfAnAppClientWhereThePrimaryHasThemSo) {
  ASSERT_EQ(pool.Try(kSetRisk, std::string(kOfWeb) + "," + Takeover(Notifying("us-east-1"))), kOk);
  ASSERT_EQ(SetThere(std::string(kOfWeb) + "," + There()), kOk);
  EXPECT_EQ(Shown(kIreland, kOfWeb).TextAt(kFrom), kIrish);
  EXPECT_NE(Shown(kIreland).TextAt(kFrom), kIrish);
  pool.DeleteClient("web");
  pool.CreateClient("web");
  ASSERT_EQ(pool.Try(kSetRisk, std::string(kOfWeb) + "," + Takeover(Notifying("us-east-1"))), kOk);
  EXPECT_NE(Shown(kIreland, kOfWeb).TextAt(kFrom), kIrish) << "it ended with the app client";
}

TEST_F(ReplicaNotices, EndWithTheReplica) {
  ASSERT_EQ(SetThere(There()), kOk);
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1")), kOk);
  service.clock.Advance(kLong);
  EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk);
  EXPECT_EQ(SetThere(There()), "OperationNotEnabledException: This operation is not enabled in this Region.") << "it is being created";
  service.clock.Advance(kLong);
  EXPECT_EQ(Shown(kIreland).body, Shown({}).body);
}

TEST_F(ReplicaNotices, AreNothingToSetWhereThePrimaryHasNone) {
  ASSERT_EQ(pool.Try(kSetRisk), kOk);
  EXPECT_EQ(SetThere(""), kOk);
  EXPECT_EQ(SetThere(There()), kNotItsOwn);
}

class SenderNotingRelay final : public messaging::Relay {
 public:
  std::string_view name() const override { return "noting"; }
  bool Takes(const storage::Message& /*message*/) const override { return true; }
  void Deliver(const messaging::Outgoing& outgoing, const std::stop_token& /*stop*/) override {
    sent.push_back(outgoing.message.region + " " + outgoing.from);
  }

  std::vector<std::string> sent;
};

TEST_F(ReplicaNotices, LeaveByThatSender) {
  const std::string client = pool.Call("CreateUserPoolClient", R"("ClientName":"app","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])")
                                 .TextAt("UserPoolClient.ClientId");
  CreateUser(service, pool.id(), "ann", {{"email", "ann@example.com"}});
  ASSERT_EQ(SetThere(There()), kOk);
  auto relay = std::make_shared<SenderNotingRelay>();
  messaging::Settings settings;
  settings.relays = {{relay, std::make_shared<messaging::Couriers>(1)}};
  world::World world = world::WithStore(service.world(), service.world().store, service.clock);
  world.settings.Put(settings);
  api::InitiateAuthRequest request;
  request.AuthFlow = api::AuthFlowType::USER_PASSWORD_AUTH;
  request.ClientId = client;
  request.AuthParameters = {{"USERNAME", "ann"}, {"PASSWORD", kPassword}};
  for (const char* replica : {"", "eu-west-1"}) {
    service.risk_rules->Add({{pool.id(), "ann", "", api::RiskLevelType::High, false, 1}});
    operations::Context context{{}, *api::FindOperation("InitiateAuth"), world};
    context.caller.replica = replica;
    EXPECT_THROW(operations::InitiateAuth(context, request), api::NotAuthorizedException) << replica;
  }
  settings.relays[0].couriers->Stop(std::chrono::seconds(30));
  EXPECT_EQ(relay->sent, (std::vector<std::string>{"us-east-1 Rock <no-reply@example.com>", "eu-west-1 " + std::string(kIrish)}));
}

}  // namespace
}  // namespace rockpool::support
