#include "server/messaging/dispatch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "server/api/json.h"
#include "server/crypto/base64.h"
#include "server/messaging/settings.h"
#include "server/triggers/invoker.h"
#include "tests/support/fake_world.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::messaging {
namespace {

using triggers::Outcome;

constexpr const char* kEmailSender = R"({"LambdaConfig":{"KMSKeyID":"alias/codes","CustomMessage":"arn:custom-message",)"
                                     R"("CustomEmailSender":{"LambdaVersion":"V1_0","LambdaArn":"arn:sender"}}})";

constexpr std::chrono::seconds kLong{30};

const Letter kSignUp{MessagePurpose::kSignUp, "client", "480259", "", ""};

class FakeInvoker final : public triggers::Invoker {
 public:
  Outcome Invoke(const triggers::Invocation& invocation) noexcept override {
    if (before) before(invocation.function_arn);
    const std::lock_guard lock(mutex_);
    invocations.push_back(invocation);
    return outcome;
  }

  std::optional<Outcome> Foresee(const std::string& /*function_arn*/) const noexcept override { return foreseen; }

  Outcome outcome;
  std::optional<Outcome> foreseen;
  std::function<void(const std::string& function_arn)> before;
  std::vector<triggers::Invocation> invocations;

 private:
  std::mutex mutex_;
};

class FakeRelay final : public Relay {
 public:
  std::string_view name() const override { return "fake"; }
  bool Takes(const storage::Message& message) const override { return message.medium == "EMAIL"; }
  void Deliver(const Outgoing& outgoing, const std::stop_token& /*stop*/) override {
    delivered.push_back(outgoing);
    text_at = outgoing.message.body.data();
  }

  std::vector<Outgoing> delivered;
  const char* text_at = nullptr;
};

class FakeDataKeys final : public DataKeys {
 public:
  crypto::DataKey Draw(const std::string& key_id, const std::string& region, const crypto::EncryptionContext& context) override {
    if (fails) throw DataKeyError("no key today");
    asked = key_id + " " + region + " " + context.begin()->first + "=" + context.begin()->second;
    return {std::string(32, 'd'), {"test", "key", "wrapped"}};
  }

  bool fails = false;
  std::string asked;
};

class Dispatching : public testing::Test {
 protected:
  Dispatching() {
    Settings settings;
    settings.relays = {{relay_, relay_couriers_}};
    settings.data_keys = keys_of_codes_;
    settings.sender_couriers = sender_couriers_;
    world_.settings.Put(settings);
    world_.settings.Put(triggers::Settings{.invoker = invoker_});
  }

  // Who has called is gone before the message is. Returns the pool's record, if anybody still has it.
  std::weak_ptr<const api::UserPoolType> Hand(const std::string& pool_settings, const std::string& attribute, const Letter& letter,
                                              const triggers::Metadata& metadata = {}) {
    const pools::PoolInUse pool = accounts::PoolOf(pool_settings);
    const accounts::User user = accounts::UserOf(pool, "ada", {{"email", "ada@example.com"}, {"phone_number", "+15551234567"}});
    const std::string address = *accounts::FindAttribute(user, attribute);
    const triggers::Origin origin{.world = world_, .pool = pool, .client_id = "client", .user_agent = "", .tell = tell_};
    Dispatch(origin, user, Compose(pool, user, DestinationOf(attribute, address), letter, accounts::kNow), metadata);
    return pool.decoded;
  }

  void AwaitDelivery() { StopCouriers(world_.settings.Of<Settings>(), kLong); }

  // Returns when it has arrived wherever it goes.
  void Send(const std::string& pool_settings, const std::string& attribute, const Letter& letter, const triggers::Metadata& metadata = {}) {
    Hand(pool_settings, attribute, letter, metadata);
    AwaitDelivery();
  }

  // What a server has that is started with them.
  Settings SettingsOf(const Options& options) { return MakeSettings(options, fake_.network, fake_.wall_clock, fake_.random); }

  // What the trace has of an e-mail that is sent.
  std::string Told() {
    std::string told;
    tell_ = [&told](std::string_view trigger, std::string_view verdict, std::string_view reason) {
      told.append(trigger).append(" ").append(verdict).append(": ").append(reason);
    };
    Send(kEmailSender, "email", kSignUp);
    tell_ = nullptr;
    return told;
  }

  // The event's member of that name in `request`.
  std::string InRequest(const char* name) {
    rapidjson::Document event;
    EXPECT_EQ(invoker_->invocations.size(), 1U);
    if (invoker_->invocations.size() != 1 || !api::ParseJson(invoker_->invocations[0].event, event)) return "no event";
    const auto& request = event["request"];
    return request.HasMember(name) ? request[name].GetString() : "absent";
  }

  std::shared_ptr<FakeInvoker> invoker_ = std::make_shared<FakeInvoker>();
  std::shared_ptr<FakeRelay> relay_ = std::make_shared<FakeRelay>();
  std::shared_ptr<FakeDataKeys> keys_of_codes_ = std::make_shared<FakeDataKeys>();
  std::shared_ptr<Couriers> relay_couriers_ = std::make_shared<Couriers>(1);
  std::shared_ptr<Couriers> sender_couriers_ = std::make_shared<Couriers>(2);
  triggers::Teller tell_;

 private:
  support::FakeWorld fake_;

 protected:
  world::World& world_ = fake_.world;
};

TEST_F(Dispatching, HandsMessagesToTheRelaysThatTakeThem) {
  Send(R"({"EmailConfiguration":{"From":"Pool <pool@example.com>","ReplyToEmailAddress":"help@example.com"}})", "email", kSignUp);
  ASSERT_EQ(relay_->delivered.size(), 1U);
  EXPECT_EQ(relay_->delivered[0].message.destination, "ada@example.com");
  EXPECT_EQ(relay_->delivered[0].from, "Pool <pool@example.com>");
  EXPECT_EQ(relay_->delivered[0].reply_to, "help@example.com");
  EXPECT_TRUE(invoker_->invocations.empty());
}

TEST_F(Dispatching, HandsNothingToARelayOfAnotherMedium) {
  Send("{}", "phone_number", kSignUp);
  EXPECT_TRUE(relay_->delivered.empty());
}

storage::Message TakeoverNotice() {
  storage::Message message;
  message.username = "ada";
  message.purpose = "AccountTakeOverNotification";
  message.medium = "EMAIL";
  message.destination = "ada@example.com";
  return message;
}

TEST_F(Dispatching, SaysTheSenderThatAMessageHasOfItsOwn) {
  const pools::PoolInUse pool =
      accounts::PoolOf(R"({"EmailConfiguration":{"From":"pool@example.com","ReplyToEmailAddress":"help@example.com"}})");
  const accounts::User user = accounts::UserOf(pool, "ada");
  const triggers::Origin origin{.world = world_, .pool = pool, .client_id = "client", .user_agent = "", .tell = nullptr};
  Dispatch(origin, user, TakeoverNotice(), {}, {"risk@example.com", std::nullopt});
  AwaitDelivery();
  ASSERT_EQ(relay_->delivered.size(), 1U);
  EXPECT_EQ(relay_->delivered[0].from, "risk@example.com");
  EXPECT_EQ(relay_->delivered[0].reply_to, "help@example.com");
}

TEST_F(Dispatching, CallsTheSenderOfATakeoverNoticeWithoutACode) {
  const pools::PoolInUse pool = accounts::PoolOf(kEmailSender);
  const accounts::User user = accounts::UserOf(pool, "ada");
  const triggers::Origin origin{.world = world_, .pool = pool, .client_id = "client", .user_agent = "", .tell = nullptr};
  Dispatch(origin, user, TakeoverNotice(), {});
  AwaitDelivery();
  ASSERT_EQ(invoker_->invocations.size(), 1U);
  EXPECT_EQ(invoker_->invocations[0].source, "CustomEmailSender_AccountTakeOverNotification");
  EXPECT_NE(invoker_->invocations[0].event.find(R"("code":null)"), std::string::npos) << invoker_->invocations[0].event;
}

TEST_F(Dispatching, GivesEachRelayCouriersOfItsOwn) {
  Options options;
  options.smtp = "smtp://127.0.0.1:1";
  options.message_webhook = "http://127.0.0.1:1/";
  const Settings settings = SettingsOf(options);
  ASSERT_EQ(settings.relays.size(), 2U);
  EXPECT_NE(settings.relays[0].couriers, settings.relays[1].couriers);
  EXPECT_NE(settings.relays[0].couriers, settings.sender_couriers);
}

TEST_F(Dispatching, SharesOneMessageAmongTheRelaysAndForgetsThePool) {
  const auto other = std::make_shared<FakeRelay>();
  const auto couriers_of_other = std::make_shared<Couriers>(1);
  Settings settings = world_.settings.Of<Settings>();
  settings.relays.push_back({other, couriers_of_other});
  world_.settings.Put(settings);
  std::promise<void> open;
  const std::shared_future<void> gate = open.get_future().share();
  for (const auto& couriers : {relay_couriers_, couriers_of_other}) {
    couriers->Take([gate](const std::stop_token& /*stop*/) { gate.wait(); });
  }
  const auto record = Hand(R"({"EmailConfiguration":{"From":"pool@example.com"}})", "email", kSignUp);
  EXPECT_TRUE(record.expired());
  open.set_value();
  AwaitDelivery();
  EXPECT_NE(relay_->text_at, nullptr);
  EXPECT_EQ(relay_->text_at, other->text_at);
}

TEST_F(Dispatching, LetsAFunctionThatHangsHoldUpNoOther) {
  Settings settings;
  settings.sender_couriers = SettingsOf({}).sender_couriers;
  world_.settings.Put(settings);
  std::promise<void> other_was_called;
  const std::shared_future<void> hangs_until = other_was_called.get_future().share();
  std::atomic<int> hung_too_long = 0;
  invoker_->before = [&](const std::string& function_arn) {
    if (function_arn == "arn:other") {
      other_was_called.set_value();
    } else if (hangs_until.wait_for(kLong) != std::future_status::ready) {
      ++hung_too_long;
    }
  };
  for (int i = 0; i < 20; ++i) {
    Hand(kEmailSender, "email", kSignUp);
  }
  Send(R"({"LambdaConfig":{"CustomEmailSender":{"LambdaVersion":"V1_0","LambdaArn":"arn:other"}}})", "email", kSignUp);
  EXPECT_EQ(hung_too_long, 0);
  EXPECT_EQ(invoker_->invocations.size(), 21U);
}

TEST_F(Dispatching, CallsTheSenderOfTheMediumInTheRelaysPlace) {
  Send(kEmailSender, "email", kSignUp);
  EXPECT_TRUE(relay_->delivered.empty());
  ASSERT_EQ(invoker_->invocations.size(), 1U);
  const triggers::Invocation& call = invoker_->invocations[0];
  EXPECT_EQ(call.trigger, triggers::Trigger::kCustomEmailSender);
  EXPECT_EQ(call.source, "CustomEmailSender_SignUp");
  EXPECT_EQ(call.function_arn, "arn:sender");
  EXPECT_EQ(call.user_pool_id, "us-east-1_Example");
  EXPECT_EQ(call.client_id, "client");
  EXPECT_TRUE(call.is_asynchronous);
}

TEST_F(Dispatching, CallsNoSenderOfAnotherMedium) {
  Send(kEmailSender, "phone_number", kSignUp);
  EXPECT_TRUE(invoker_->invocations.empty());
}

TEST_F(Dispatching, EncryptsTheCodeUnderThePoolsKey) {
  Send(kEmailSender, "email", kSignUp);
  EXPECT_EQ(keys_of_codes_->asked, "alias/codes us-east-1 userpool-id=us-east-1_Example");
  const auto message = crypto::Base64Decode(InRequest("code"));
  ASSERT_TRUE(message.has_value());
  EXPECT_TRUE(message->starts_with(std::string("\x01\x80\x01\x78", 4)));
  EXPECT_NE(message->find("us-east-1_Example"), std::string::npos);
  EXPECT_EQ(invoker_->invocations[0].event.find("480259"), std::string::npos);
}

TEST_F(Dispatching, SendsThePlainCodeWhereNothingEncryptsIt) {
  Settings settings = world_.settings.Of<Settings>();
  settings.data_keys = nullptr;
  world_.settings.Put(settings);
  Send(kEmailSender, "email", kSignUp);
  EXPECT_EQ(InRequest("code"), "480259");
}

TEST_F(Dispatching, SendsATemporaryPasswordAsTheCode) {
  Settings settings = world_.settings.Of<Settings>();
  settings.data_keys = nullptr;
  world_.settings.Put(settings);
  Send(kEmailSender, "email", {MessagePurpose::kAdminCreateUser, "", "", "Temp-1", ""});
  EXPECT_EQ(invoker_->invocations.at(0).source, "CustomEmailSender_AdminCreateUser");
  EXPECT_EQ(InRequest("code"), "Temp-1");
}

TEST_F(Dispatching, CallsNobodyWithoutAKeyForTheCode) {
  keys_of_codes_->fails = true;
  EXPECT_NO_THROW(Send(kEmailSender, "email", kSignUp));
  EXPECT_TRUE(invoker_->invocations.empty());
}

TEST_F(Dispatching, HandsAMessageToTheRelaysWhoseSenderIsSkipped) {
  invoker_->outcome.kind = Outcome::Kind::kSkipped;
  Send(kEmailSender, "email", kSignUp);
  EXPECT_EQ(relay_->delivered.size(), 1U);
}

TEST_F(Dispatching, HandsNothingToTheRelaysWhereTheSenderFails) {
  invoker_->outcome.kind = Outcome::Kind::kFunctionError;
  EXPECT_NO_THROW(Send(kEmailSender, "email", kSignUp));
  EXPECT_EQ(invoker_->invocations.size(), 1U);
  EXPECT_TRUE(relay_->delivered.empty());
}

TEST_F(Dispatching, HandsNothingToTheRelaysWhereTheSenderCannotBeCalled) {
  invoker_->outcome.kind = Outcome::Kind::kNotInvoked;
  EXPECT_NO_THROW(Send(kEmailSender, "email", kSignUp));
  EXPECT_EQ(invoker_->invocations.size(), 1U);
  EXPECT_TRUE(relay_->delivered.empty());
}

TEST_F(Dispatching, TellsTheTraceThatASenderIsCalled) {
  EXPECT_EQ(Told(), "CustomEmailSender passed: called beside the sign-in: the log has what came of it");
}

TEST_F(Dispatching, TellsTheTraceWhichSenderIsSkipped) {
  invoker_->foreseen = Outcome{Outcome::Kind::kSkipped, "", "--triggers=skip calls no function", 0};
  EXPECT_EQ(Told(), "CustomEmailSender skipped: --triggers=skip calls no function");
  world_.settings.Put(triggers::Settings{});
  EXPECT_EQ(Told(), "CustomEmailSender skipped: functions are not called");
  world_.settings.Put(Settings());
  EXPECT_EQ(Told(), "CustomEmailSender skipped: functions are not called");
}

TEST_F(Dispatching, TellsTheTraceWhichSenderHasNoPlace) {
  invoker_->foreseen = Outcome{Outcome::Kind::kNotInvoked, "ResourceNotFoundException", "write functions = ...", 0};
  EXPECT_EQ(Told(), "CustomEmailSender refused: write functions = ...");
}

TEST_F(Dispatching, TellsTheTraceWhichSenderNobodyCalls) {
  sender_couriers_->Stop(std::chrono::seconds(30));
  EXPECT_EQ(Told(), "CustomEmailSender refused: too many calls wait already");
}

TEST_F(Dispatching, DropsWhatNobodyCanCarry) {
  sender_couriers_->Stop(std::chrono::seconds(30));
  EXPECT_NO_THROW(Send(kEmailSender, "email", kSignUp));
  EXPECT_TRUE(invoker_->invocations.empty());
}

TEST_F(Dispatching, LeavesMessagesInTheOutboxWhereNothingIsSet) {
  world_.settings.Put(Settings());
  EXPECT_NO_THROW(Send(kEmailSender, "email", kSignUp));
  EXPECT_NO_THROW(Send("{}", "email", kSignUp));
  EXPECT_TRUE(invoker_->invocations.empty());
  EXPECT_TRUE(relay_->delivered.empty());
}

TEST(TextsOfAFunction, AreAskedForWhereNoSenderTakesItsPlace) {
  using enum api::DeliveryMediumType;
  EXPECT_FALSE(AsksForTexts(accounts::PoolOf("{}"), EMAIL));
  const pools::PoolInUse pool = accounts::PoolOf(kEmailSender);
  EXPECT_FALSE(AsksForTexts(pool, EMAIL));
  EXPECT_TRUE(AsksForTexts(pool, SMS));
}

TEST(SmtpUrl, IsAHostAndAPort) {
  for (const char* url : {"smtp://127.0.0.1:1025", "smtp://mail", "smtp://[::1]:25", "smtp://mail.example:2525"}) {
    EXPECT_TRUE(IsSmtpUrl(url)) << url;
  }
  for (const char* text : {"", "smtp://", "mail:25", "http://mail:25", "smtps://mail:465", "smtp://mail/", "smtp://mail/path",
                           "smtp://a:b@mail", "smtp://mail?a", "smtp://mail:99999", "smtp://mail:25\r\nX"}) {
    EXPECT_FALSE(IsSmtpUrl(text)) << text;
  }
}

}  // namespace
}  // namespace rockpool::messaging
