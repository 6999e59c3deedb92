// What administrators and users say of events.
#include <gtest/gtest.h>

#include "tests/operations/auth_events/threat_pool.h"

namespace rockpool::support {
namespace {

struct EventFeedback : ::testing::Test {
  EventFeedback() {
    pool.Configure(TakeoverWith(Action("High", "NO_ACTION", true),
                                R"("NotifyConfiguration":{"SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com",)"
                                R"("NoActionEmail":{"Subject":"s","HtmlBody":"{event-id} {feedback-token}"}})"));
    pool.Next(api::RiskLevelType::High);
    EXPECT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
    event = pool.NewestId();
    const auto message = service.world().store.Read([&](const storage::Transaction& transaction) {
      return transaction.messages().List({pool.id(), "", "", 0}, 10).back();
    });
    EXPECT_EQ(message.body.substr(0, 36), event);
    token = message.body.substr(37);
  }
  std::string Admin(const std::string& id, const std::string& value = "Valid", const std::string& name = "ann") const {
    return pool.TryOn("AdminUpdateAuthEventFeedback", name, TextMember("EventId", id) + "," + TextMember("FeedbackValue", value));
  }
  std::string User(const std::string& id, const std::string& with, const std::string& name = "ann") const {
    return pool.TryOn("UpdateAuthEventFeedback", name,
                      TextMember("EventId", id) + R"(,"FeedbackValue":"Invalid",)" + TextMember("FeedbackToken", with));
  }
  std::string Shown() const {
    const Answer answer = pool.List();
    const auto& first = answer.At("AuthEvents")[0];
    return first.HasMember("EventFeedback")
               ? std::string(first["EventFeedback"]["FeedbackValue"].GetString()) + " by " + first["EventFeedback"]["Provider"].GetString()
               : "none";
  }

  TestService service;
  ThreatPool pool{service};
  std::string event;
  std::string token;
};

TEST_F(EventFeedback, OfAnAdministratorIsShown) {
  EXPECT_EQ(Shown(), "none");
  EXPECT_EQ(pool.Call("AdminUpdateAuthEventFeedback",
                      TextMember("Username", "ann") + "," + TextMember("EventId", event) + R"(,"FeedbackValue":"Valid")")
                .body,
            "{}");
  EXPECT_EQ(Shown(), "Valid by Admin");
  EXPECT_EQ(pool.List().At("AuthEvents")[0]["EventFeedback"]["FeedbackDate"].GetDouble(),
            static_cast<double>(service.clock.Now()) / 1000.0);
}

TEST_F(EventFeedback, OfAUserTakesTheTokenOfTheNotice) {
  EXPECT_EQ(User(event, token), kOk);
  EXPECT_EQ(Shown(), "Invalid by User");
}

TEST_F(EventFeedback, TokenIsGoodForOneEventAlone) {
  pool.ByPassword("ann");
  EXPECT_EQ(User(pool.NewestId(), token), "NotAuthorizedException: Invalid feedback token.");
  EXPECT_EQ(User(event, token + "x"), "NotAuthorizedException: Invalid feedback token.");
  pool.AddUser("bert");
  EXPECT_EQ(User(event, token, "bert"), "NotAuthorizedException: Invalid feedback token.");
}

TEST_F(EventFeedback, RefusesInAwsOrder) {
  EXPECT_EQ(Admin("none", "Valid", "nobody"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(Admin("none"), "ResourceNotFoundException: Event does not exist.");
  EXPECT_EQ(User("none", "x", "nobody"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(User("none", "x"), "NotAuthorizedException: Invalid feedback token.");
  const SignInPool off(service);
  for (const char* operation : {"AdminUpdateAuthEventFeedback", "UpdateAuthEventFeedback"}) {
    const std::string members = R"("Username":"a","EventId":"e","FeedbackValue":"Valid","FeedbackToken":"t")";
    EXPECT_EQ(off.Try(operation, members), "UserPoolAddOnNotEnabledException: User pool add-on is not enabled.");
    EXPECT_EQ(OutcomeOf(service.Call(operation, R"({"UserPoolId":"us-east-1_none",)" + members + "}")), NoSuchPool("us-east-1_none"));
  }
}

}  // namespace
}  // namespace rockpool::support
