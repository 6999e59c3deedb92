// A pool with an event that its user was told of, and what is said of it.
#pragma once

#include <string>

#include "tests/operations/auth_events/threat_pool.h"

namespace rockpool::support {

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

}  // namespace rockpool::support
